"""Leaders and knowledge: trainings with certificates, posts and honours, skills a tambon lacks, the calendar, stories."""
