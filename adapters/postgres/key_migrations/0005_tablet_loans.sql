-- A tablet that somebody has been handed to rate on: which locked session it is, and what is to be rated. Codes and random ids
-- only; no answer stands here, since it is recorded in the ledger as it is given.
--
-- `digest` is the session's as it was lent: unlocking gives the session another, and the loan is over.
CREATE TABLE {{schema}}.web_tablet_loan (
    loan_id      uuid    NOT NULL,
    session_id   uuid    NOT NULL,
    digest       bytea   NOT NULL,
    case_id      uuid    NOT NULL,
    setting      text    NOT NULL,
    begun_us     bigint  NOT NULL,
    -- When the one who rated was done, and what was recorded then.
    finished_us  bigint,
    rating_id    uuid,
    CONSTRAINT web_tablet_loan_key PRIMARY KEY (loan_id),
    CONSTRAINT web_tablet_loan_session FOREIGN KEY (session_id) REFERENCES {{schema}}.web_session (session_id) ON DELETE CASCADE
);
CREATE INDEX web_tablet_loan_of_session ON {{schema}}.web_tablet_loan (session_id);
