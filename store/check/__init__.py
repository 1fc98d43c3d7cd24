"""The publish gate: everything unresolved, unsure or against house style in an article, each as a finding."""
