"""Pages as pixels: proofs for the eye, and small references for the regression suite."""
