export default function Soon(): null {
  return null;
}
