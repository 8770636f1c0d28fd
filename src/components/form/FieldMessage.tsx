export function FieldMessage({ id, error }: { id: string; error: string | undefined }) {
  if (error === undefined) return null
  return (
    <p className="field-error" id={`${id}-error`}>
      <span className="visually-hidden">错误：</span>
      {error}
    </p>
  )
}
