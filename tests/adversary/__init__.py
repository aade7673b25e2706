"""The enemy: every test here does harm, and says who finds it.

| Fault | Who finds it, or what holds | Control |
|---|---|---|
| a superuser changes, swaps, removes, sets back, forks (`test_superuser`) | one table: `verify`, a reader, a receipt, the signer, an old checkpoint, the witness | nothing is done, and nobody finds anything; the row states the checkers that see nothing |
| a ciphertext of two keys, or one that is moved (`test_ciphertexts`) | key commitment, salted digest, associated data, the header's hash | AES-GCM alone opens it; what is put back is read |
| the access log is full, dead, slow (`test_access_faults`) | 503 on every route, for every role, without a byte of a record | the same request when the log is well |
| the service, the signer, the witness are killed at each step (`test_kills`) | whoever comes next goes on; one root a size; what was acknowledged stands | answers before the work; files that are written in place |
| PostgreSQL is killed in the middle of each kind of work (`test_server_kills`) | refused, and done when it is asked for again | the same work without the kill |
| the disk is full at each step (`test_full_disk`) | refused; whole again when there is room | answers before the work |
| the clock is turned (`test_clock`) | recorded times increase whatever it says | without the guard verification names the time |

No tool is needed: a process is killed at a call that it makes to the system or to the database (`tests.adversary.child`), a disk
is full by the limit that the system itself keeps for a process, a clock is turned in the one function that reads it.
"""
