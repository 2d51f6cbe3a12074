"""The law of the board, one module for each subject: plain values in, value or refusal out."""
