"""The publish gate: what is still open, unsure or against the house's style in an article, each as a finding."""
