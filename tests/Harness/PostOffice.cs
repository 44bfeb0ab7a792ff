using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Participatory.Tests.Harness;

/// <summary>A mail server in this process, which answers as the test says.</summary>
public sealed class PostOffice : MailboxFilter, IMessageStore, IAsyncDisposable
{
    /// <summary>From whom the house sends.</summary>
    public const string From = "grants@council.example";

    private readonly SmtpServer.SmtpServer server;
    private Task running = Task.CompletedTask;

    /// <param name="offersUtf8">Whether it carries addresses beyond ASCII (SMTPUTF8).</param>
    /// <param name="certificate">With one, it offers STARTTLS.</param>
    public PostOffice(bool offersUtf8 = true, X509Certificate2? certificate = null)
    {
        WithTls = certificate is not null;
        var options = new SmtpServerOptionsBuilder()
            .ServerName("post.example")
            .Endpoint(endpoint =>
            {
                endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port));
                if (certificate is not null)
                {
                    endpoint.Certificate(certificate);
                }
            })
            .Build();
        var parts = new ServiceProvider();
        parts.Add((IMailboxFilter)this);
        parts.Add((IMessageStore)this);
        parts.Add(new Greeting(offersUtf8));
        server = new SmtpServer.SmtpServer(options, parts);
    }

    /// <summary>Whatever it has taken, with the address of the envelope.</summary>
    public ConcurrentQueue<(string To, MimeMessage Message)> Taken { get; } = new();

    /// <summary>What it says to a recipient; it takes whom nothing is said about.</summary>
    public ConcurrentDictionary<string, SmtpResponse> Replies { get; } = new(StringComparer.Ordinal);

    /// <summary>What it says once it has the whole e-mail.</summary>
    public SmtpResponse ReplyToMessage { get; set; } = SmtpResponse.Ok;

    /// <summary>How many recipients it was asked about.</summary>
    public int Asked { get; private set; }

    /// <summary>How long it thinks about each recipient.</summary>
    public TimeSpan Thinks { get; set; }

    /// <summary>Where it listens, on this machine.</summary>
    public int Port { get; } = Ports.Free();

    /// <summary>It offers STARTTLS.</summary>
    public bool WithTls { get; }

    /// <summary>Returns once it answers.</summary>
    public async Task<PostOffice> Open()
    {
        running = server.StartAsync(CancellationToken.None);
        for (var tries = 0; ; tries++)
        {
            using var call = new TcpClient();
            try
            {
                await call.ConnectAsync(IPAddress.Loopback, Port);
                return this;
            }
            catch (SocketException) when (tries < 100)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>The settings of a service that sends through it.</summary>
    public IEnumerable<(string Name, string Value)> AsSettings =>
    [
        ("Mail:Host", "localhost"),
        ("Mail:Port", Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("Mail:From", From),
        ("Mail:Tls", WithTls ? "true" : "false"),
        ("Address", "https://council.example"),
        ("Demo", "false"),
    ];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        server.Shutdown();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <inheritdoc/>
    public override async Task<bool> CanDeliverToAsync(
        ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken)
    {
        Asked++;
        await Task.Delay(Thinks, cancellationToken);
        return Replies.TryGetValue(to.AsAddress(), out var reply) ? throw new SmtpResponseException(reply) : true;
    }

    /// <inheritdoc/>
    public async Task<SmtpResponse> SaveAsync(
        ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream(buffer.ToArray());
        if (ReplyToMessage == SmtpResponse.Ok)
        {
            Taken.Enqueue((transaction.To.Single().AsAddress(), await MimeMessage.LoadAsync(bytes, cancellationToken)));
        }

        return ReplyToMessage;
    }

    private sealed class Greeting(bool offersUtf8) : SmtpCommandFactory
    {
        public override SmtpCommand CreateEhlo(string domainOrAddress) => new Offers(domainOrAddress, offersUtf8);
    }

    private sealed class Offers(string domainOrAddress, bool offersUtf8) : EhloCommand(domainOrAddress)
    {
        protected override IEnumerable<string> GetExtensions(ISessionContext context) =>
            base.GetExtensions(context).Where(extension => extension != "SMTPUTF8").Concat(offersUtf8 ? ["SMTPUTF8"] : []);
    }
}
