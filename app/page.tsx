export default function Home() {
  return <h1>GraphSpace</h1>;
}
