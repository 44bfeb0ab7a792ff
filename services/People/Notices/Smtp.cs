using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Participatory.People.Notices;

/// <summary>What became of one e-mail.</summary>
internal enum MailOutcome
{
    /// <summary>The server took it.</summary>
    Delivered,

    /// <summary>The server refuses this address or this e-mail for good (a reply of 5xx): there is no use in trying again.</summary>
    Refused,

    /// <summary>The address has letters before its "@" that the server cannot carry (it lacks SMTPUTF8, RFC 6531).</summary>
    BeyondServer,

    /// <summary>
    /// Nothing is wrong with this e-mail (a reply of 4xx, a server that is away, slow, or does not know us): try again later.
    /// </summary>
    Later,
}

/// <summary>Hands one e-mail to the council's mail server.</summary>
internal static class Smtp
{
    /// <summary>The port on which TLS begins at once; on every other one it begins with STARTTLS (RFC 8314).</summary>
    private const int TlsAtOnce = 465;

    public static async Task<MailOutcome> Send(MailServer server, Letter letter, ILogger log, CancellationToken cancellation)
    {
        if (!MailboxAddress.TryParse(letter.Recipient, out var to))
        {
            return MailOutcome.Refused;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(server.Patience);
        try
        {
            using var message = Write(server, to, letter);
            using var client = await Connect(server, patience.Token);
            // Only what is before the "@" needs the server's help: a domain has a form in ASCII, which MimeKit writes.
            var international = !MailboxAddress.EncodeAddrspec(to.Address).All(char.IsAscii);
            var carried = !international || client.Capabilities.HasFlag(SmtpCapabilities.UTF8 | SmtpCapabilities.EightBitMime);
            if (carried)
            {
                await client.SendAsync(new FormatOptions { International = international }, message, patience.Token);
            }

            await Leave(client, log, patience.Token);
            return carried ? MailOutcome.Delivered : MailOutcome.BeyondServer;
        }
        catch (Exception failure) when (IsOfMail(failure) && !cancellation.IsCancellationRequested)
        {
            var outcome = OutcomeOf(failure);
            // The reply of a server may name the address, so that only what kind it is goes into the log.
            log.LogWarning("The mail server at {Host} did not take an e-mail ({Kind}): {Outcome}", server.Host, Kind(failure), outcome);
            return outcome;
        }
    }

    /// <summary>Says goodbye; what the server has taken stays taken where it does not answer.</summary>
    private static async Task Leave(SmtpClient client, ILogger log, CancellationToken cancellation)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception failure) when (IsOfMail(failure))
        {
            log.LogInformation("The mail server did not say goodbye ({Kind})", Kind(failure));
        }
    }

    /// <summary>
    /// Only what a server says of the recipient or of the e-mail is about this e-mail; the rest passes, or is ours to mend. So is
    /// 5.7 (RFC 3463: security or policy), which every e-mail meets when the server no longer relays for us.
    /// </summary>
    private static MailOutcome OutcomeOf(Exception failure) => failure is SmtpCommandException
    {
        ErrorCode: SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted,
        StatusCode: >= (SmtpStatusCode)500,
    } && !failure.Message.StartsWith("5.7.", StringComparison.Ordinal) ? MailOutcome.Refused : MailOutcome.Later;

    private static MimeMessage Write(MailServer server, MailboxAddress to, Letter letter)
    {
        var from = MailboxAddress.Parse(server.From);
        var message = new MimeMessage
        {
            Subject = OneLine(letter.Subject),
            Body = new TextPart(MimeKit.Text.TextFormat.Plain) { Text = letter.Body },
            // Of the council's domain: the name of our machine is nobody's business.
            MessageId = $"{letter.Id}@{MailboxAddress.EncodeAddrspec(from.Address).Split('@')[^1]}",
        };
        message.From.Add(from);
        message.To.Add(to);
        // So that out-of-office replies do not answer a machine (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        if (letter.Stop.Length > 0)
        {
            // A mail program shows a button of its own for it, and one press is enough (RFC 2369, RFC 8058).
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{letter.Stop}>");
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        return message;
    }

    /// <summary>A subject has words of people in it; a line break there would begin a header of their own.</summary>
    private static string OneLine(string subject) => string.Concat(subject.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private static async Task<SmtpClient> Connect(MailServer server, CancellationToken cancellation)
    {
        var client = new SmtpClient
        {
            // A house that lets nothing out but mail cannot reach the lists of revoked certificates.
            CheckCertificateRevocation = false,
        };
        try
        {
            if (server.Certificate is { Length: > 0 } file)
            {
                var trusted = new X509Certificate2Collection();
                trusted.ImportFromPemFile(file);
                client.ServerCertificateValidationCallback = (_, shown, _, faults) => IsTrusted(shown, faults, trusted);
            }

            await client.ConnectAsync(
                server.Host,
                server.Port,
                !server.Tls ? SecureSocketOptions.None : server.Port == TlsAtOnce ? SecureSocketOptions.SslOnConnect
                    : SecureSocketOptions.StartTls,
                cancellation);
            if (server.User is { Length: > 0 })
            {
                await client.AuthenticateAsync(server.User, server.Password ?? "", cancellation);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A certificate that nobody else vouches for has to be, or to come from, one of the file; its name has to be right either way.
    /// </summary>
    private static bool IsTrusted(X509Certificate? shown, SslPolicyErrors faults, X509Certificate2Collection trusted)
    {
        if (faults == SslPolicyErrors.None)
        {
            return true;
        }

        if (faults != SslPolicyErrors.RemoteCertificateChainErrors || shown is not X509Certificate2 certificate)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    /// <summary>
    /// Everything by which a server, the way to it, or our settings for it can fail; a fault of our own code is none of these.
    /// </summary>
    private static bool IsOfMail(Exception failure) => failure is CommandException or ProtocolException or AuthenticationException
        or SslHandshakeException or IOException or SocketException or OperationCanceledException or TimeoutException
        or NotSupportedException or CryptographicException
        // A server that wants a password from whom it has none, or that hangs up between two commands.
        or ServiceNotAuthenticatedException or ServiceNotConnectedException;

    private static string Kind(Exception failure) => failure is SmtpCommandException refused
        ? $"{refused.ErrorCode}, {(int)refused.StatusCode}"
        : failure.GetType().Name;
}
