"""The fourth golden story: who looks after those who look: approvals, emergencies, evidence, erasure, keys and a restore."""
