update invitation set handed_over = true where handed_over;
