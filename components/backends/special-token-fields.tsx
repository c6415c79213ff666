'use client'
import { useRef, useState } from 'react'
import { type SpecialTokens, specialTokensSchema } from '@/lib/core/special-tokens'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { requestJson } from '../ui/request'
import { readBackendForm } from './prepare-backend'

/** The ids of BOS and EOS, typed or asked of the server that the form around describes. */
export function SpecialTokenFields() {
  const box = useRef<HTMLFieldSetElement>(null)
  const [found, setFound] = useState<SpecialTokens | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [ids, setIds] = useState({ bos: '', eos: '' })

  async function ask() {
    const form = box.current?.form
    if (!form) return
    const { kind, baseUrl, model, secret, settings } = readBackendForm(new FormData(form))
    const { tokenizer } = { tokenizer: 'server', ...(typeof settings === 'object' ? settings : {}) }
    setIsBusy(true)
    setProblem(null)
    try {
      const body = { kind, baseUrl, model, secret, tokenizer }
      const answer = await requestJson(specialTokensSchema, '/api/v1/backends/special-tokens', { method: 'POST', body })
      setFound(answer)
      setIds({ bos: String(answer.bos[0]?.id ?? ''), eos: String(answer.eos[0]?.id ?? '') })
    } catch (cause) {
      setFound(null)
      setProblem(cause instanceof Error ? cause.message : String(cause))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <fieldset
      ref={box}
      className="col-span-full grid grid-cols-[1fr_1fr_auto] items-start gap-3 max-[720px]:grid-cols-1"
    >
      <legend className="sr-only">Special tokens</legend>
      <Field label="BOS id" htmlFor="backend-bos" hint={describe(found?.bos, 'Before every prompt; empty for none.')}>
        <Input
          id="backend-bos"
          name="bosId"
          inputMode="numeric"
          list="backend-bos-found"
          value={ids.bos}
          onChange={(event) => setIds({ ...ids, bos: event.target.value })}
        />
        <Options id="backend-bos-found" tokens={found?.bos} />
      </Field>
      <Field
        label="EOS id"
        htmlFor="backend-eos"
        hint={describe(found?.eos, 'After every response and scored with it: 128009 for Llama 3.1 Instruct.')}
      >
        <Input
          id="backend-eos"
          name="eosId"
          inputMode="numeric"
          required
          list="backend-eos-found"
          value={ids.eos}
          onChange={(event) => setIds({ ...ids, eos: event.target.value })}
        />
        <Options id="backend-eos-found" tokens={found?.eos} />
      </Field>
      <Button onClick={ask} disabled={isBusy} className="mt-5 max-[720px]:mt-0 max-[720px]:justify-self-start">
        {isBusy ? 'Asking…' : 'Ask the server'}
      </Button>
      {problem && (
        <Notice tone="fault" title="The server did not say" className="col-span-full">
          {problem}
        </Notice>
      )}
      {found?.eos.length === 0 && (
        <Notice tone="warn" title="None of the usual end tokens is known to this tokenizer" className="col-span-full">
          Look the id up in the model's tokenizer_config.json.
        </Notice>
      )}
    </fieldset>
  )
}

function Options({ id, tokens }: { id: string; tokens: SpecialTokens['bos'] | undefined }) {
  return (
    <datalist id={id}>
      {tokens?.map((token) => (
        <option key={token.id} value={token.id}>
          {token.text}
        </option>
      ))}
    </datalist>
  )
}

function describe(tokens: SpecialTokens['bos'] | undefined, otherwise: string): string {
  if (!tokens || tokens.length === 0) return otherwise
  return tokens.map((token) => `${token.id} is ${token.text}`).join(', ')
}
