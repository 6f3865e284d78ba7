exports.seed = async (knex) => {
  await knex('users').insert([
    { email: 'lee@example.com', full_name: 'Lee' },
    { email: 'admin@example.com', full_name: 'Admin' },
  ]);
};
