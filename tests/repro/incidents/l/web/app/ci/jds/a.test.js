test('books', () => {});
