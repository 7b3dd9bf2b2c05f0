// A mail server for tests: the npm package smtp-server, told by a recipient's name how to behave.
//   node smtp-server.mjs PORT [starttls KEY CERT] [plain]
// It prints "port N", then a line of JSON for each mail it took: {"to","from","tls","data","subject","links","html"} with the
// mail in base64, the addresses that its plain text holds, and its HTML.
//   refused@   550 for the address          later@    451 for the address
//   slow@      takes the mail once no other    deaf@     takes the mail and breaks off without a word
//              has come for 3 s
//   drop@      breaks off before the mail    spam@     554 for the mail
import { readFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';

const [port, tls, key, cert] = process.argv.slice(2);
const refusal = (code, words) => Object.assign(new Error(words), { responseCode: code });
const name = (address) => address.split('@')[0];
const say = (line) => process.stdout.write(`${line}\n`);

// The part of a mail that is of this kind, as it reads without quoted-printable.
const part = (raw, kind) => {
    const found = raw.split(/^--.*$/m).find((text) => text.includes(`Content-Type: ${kind}`)) ?? '';
    const body = found.slice(found.indexOf('\r\n\r\n') + 4);
    if (!found.includes('quoted-printable')) return body;
    const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    return Buffer.from(bytes, 'latin1').toString('utf8');
};

// Takes the mail that waits for the others.
const slow = { take: () => {}, timer: undefined };
const putOff = () => {
    clearTimeout(slow.timer);
    slow.timer = setTimeout(() => slow.take(), 3000);
};

const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: tls === 'starttls' ? [] : ['STARTTLS'],
    ...(tls === 'starttls' ? { key: readFileSync(key), cert: readFileSync(cert) } : {}),
    onAuth({ username, password }, _session, done) {
        if (username === 'post@example.com' && password === 'open sesame') done(null, { user: username });
        else done(refusal(535, 'wrong name or password'));
    },
    onRcptTo({ address }, session, done) {
        if (name(address) === 'refused') return done(refusal(550, 'no such person here'));
        if (name(address) === 'later') return done(refusal(451, 'come back later'));
        session.behaves = name(address);
        done();
    },
    onData(stream, session, done) {
        const chunks = [];
        const breakOff = () => {
            for (const connection of server.connections) if (connection.id === session.id) connection._socket.destroy();
        };
        stream.on('data', (chunk) => chunks.push(chunk));
        stream.on('end', () => {
            const take = () => {
                const raw = Buffer.concat(chunks).toString('utf8');
                say(JSON.stringify({
                    subject: /^Subject: (.*)$/m.exec(raw)?.[1].trim(),
                    links: part(raw, 'text/plain').match(/https?:\/\/\S+/g) ?? [],
                    html: part(raw, 'text/html'),
                    to: session.envelope.rcptTo.map((to) => to.address).join(),
                    from: session.envelope.mailFrom.address,
                    tls: session.secure,
                    data: Buffer.concat(chunks).toString('base64'),
                }));
            };
            switch (session.behaves) {
                case 'spam': return done(refusal(554, 'looks like spam'));
                case 'deaf':
                    take();
                    return breakOff();
                case 'drop':
                    return breakOff();
                case 'slow':
                    slow.take = () => { take(); done(); };
                    return putOff();
                default:
                    take();
                    if (slow.timer) putOff();
                    return done();
            }
        });
    },
});
server.on('error', () => {});
server.listen(Number(port), '127.0.0.1', () => say(`port ${server.server.address().port}`));
