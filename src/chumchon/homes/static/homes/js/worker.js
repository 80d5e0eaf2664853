/* The blank survey page works without signal (web/js/page-worker.js stands before this). */
keepPages("survey-1", /^\/h\/[-\w]+\/survey\/new$/);
