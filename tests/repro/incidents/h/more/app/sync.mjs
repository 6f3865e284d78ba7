for (let n = 1; n <= 9; n++) {
  const answer = await fetch(`http://gateway:8000/api/v1/berths/${n}`);
  const berth = await answer.json();
  console.log('synchronized berth', berth.id);
}
