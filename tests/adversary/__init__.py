"""The enemy: every test here does harm, and says who finds it.

- `test_superuser`: rows changed, swapped, removed, set back, forked. One table of who finds what: `verify`, a reader, a receipt,
  the signer, an old checkpoint, the witness. Control: nothing is done; and each row states the checkers that see nothing.
- `test_ciphertexts`: a ciphertext of two keys, or one that is moved: key commitment, digest, associated data, the header's hash.
  Control: AES-GCM alone opens it; what is put back is read.
- `test_access_faults`: the access log full, dead, slow: 503 on every route without a byte of a record. Control: when it is well.
- `test_kills`: the service, the signer, the witness killed at each step: whoever comes next goes on, one root a size, nothing
  that was acknowledged is lost. Control: answers before the work; files written in place; a witness that signs first.
- `test_server_kills`: PostgreSQL killed in the middle of each kind of work. Control: the same work without the kill.
- `test_full_disk`: refused at each step, and whole when there is room again. Control: files written in place.
- `test_clock`: an hour forth and back: recorded times increase. Control: without the guard verification names the time.

No tool is needed: a process is killed at a call that it makes to the system or to the database (`tests.adversary.child`), a disk
is full by the limit that the system itself keeps for a process, a clock is turned in the one function that reads it.
"""
