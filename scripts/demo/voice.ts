/**
 * The same thought in other words. Scenarios are written once; a run picks, from its key and the place in the run, one of
 * several wordings for the turns of phrase that agents use all the time, so that two variants do not read as copies.
 */
import { createHash } from 'node:crypto';

const PHRASES: readonly (readonly string[])[] = [
  ['Let me check', "I'll check", 'I should check', 'Let me verify'],
  ['Let me look at', "I'll look at", 'Let me examine', 'I want to see'],
  ['Let me read', "I'll read", 'I should read', 'Let me open'],
  ['Let me run', "I'll run", 'Time to run', 'Let me execute'],
  ['Let me start by', "I'll start by", 'First step:', 'I will begin by'],
  ['Now I need to', 'Next I need to', 'So now I have to', 'What is left is to'],
  ['The user wants me to', 'The user is asking me to', 'The task is to', 'I have been asked to'],
  ['The user wants', 'The user is asking for', 'What the user needs is', 'The request is for'],
  ['Good.', 'OK, good.', 'Great.', 'That worked.'],
  ['Actually,', 'Wait,', 'Hmm,', 'On second thought,'],
  ['Interesting.', 'Hmm, interesting.', 'That is telling.', 'I see.'],
  ['This means', 'So', 'That means', 'In other words,'],
  ['It looks like', 'Apparently', 'It seems', 'From the output,'],
  ['I can see', 'I see', 'The output shows', 'I notice'],
];

export function inVoice(text: string, key: string, at: number): string {
  let result = text;
  PHRASES.forEach((wordings, group) => {
    const [written = ''] = wordings;
    if (!result.includes(written)) return;
    const pick = createHash('sha256').update(`${key}|${at}|${group}`).digest()[0] ?? 0;
    result = result.replaceAll(written, wordings[pick % wordings.length] ?? written);
  });
  return result;
}
