export default function Home() { return <p>Birch library</p>; }
