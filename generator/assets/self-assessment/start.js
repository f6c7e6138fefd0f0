/* Gives the checklists and the page of one's progress their life: see the modules beside this one. */
