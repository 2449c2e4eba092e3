-- The topics that the built-in voice can name. Change or remove them as you like: a line that asks for a topic which is not here
-- stops the start with a list of what is missing.
insert into topic (id, group_id, position, name_ru, name_en) values
  ('passport', 'main', 1, 'Загранпаспорт', 'Passport'),
  ('benefits', 'main', 2, 'Пособия и выплаты', 'Benefits and payments'),
  ('cars', 'main', 3, 'Автомобиль и права', 'Car and driving licence'),
  ('other', 'main', 4, 'Другой вопрос', 'Another question');
