module.exports = {
  up: (q, S) => q.createTable('pilots', { id: { type: S.INTEGER, primaryKey: true, autoIncrement: true }, name: S.STRING }),
  down: (q) => q.dropTable('pilots'),
};
