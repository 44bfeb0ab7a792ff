using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Participatory.People;
using Participatory.People.Notices;
using Participatory.Tests.Harness;
using SmtpServer.Protocol;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>E-mail through a real mail server in this process: what it takes, what it refuses, and what it never answers.</summary>
public sealed class MailTests
{
    private const string Amina = "amina@example.org";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_email_arrives_as_it_was_written()
    {
        await using var post = await new PostOffice().Open();
        Assert.Equal(MailOutcome.Delivered, await Send(post, Amina, "Your idea: a café", "Dear Amina,\nit is feasible. £900.\n"));
        var (to, message) = Assert.Single(post.Taken);
        Assert.Equal(Amina, to);
        Assert.Equal(
            ("Your idea: a café", "Dear Amina,\nit is feasible. £900."),
                (message.Subject, message.TextBody!.ReplaceLineEndings("\n").TrimEnd()));
        Assert.Equal("grants@council.example", message.From.Mailboxes.Single().Address);
        Assert.Equal(Amina, message.To.Mailboxes.Single().Address);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Equal("notice-1@council.example", message.MessageId);
    }

    [Fact]
    public async Task A_mailbox_that_is_not_there_is_refused_for_good()
    {
        await using var post = await new PostOffice().Open();
        post.Replies[Amina] = new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "no such person");
        Assert.Equal(MailOutcome.Refused, await Send(post, Amina));
        Assert.Equal(MailOutcome.Delivered, await Send(post, "tom@example.org"));
    }

    [Fact]
    public async Task A_mailbox_that_is_busy_is_tried_again_later()
    {
        await using var post = await new PostOffice().Open();
        post.Replies[Amina] = new SmtpResponse((SmtpReplyCode)451, "try again");
        Assert.Equal(MailOutcome.Later, await Send(post, Amina));
    }

    [Fact]
    public async Task A_server_that_no_longer_relays_for_us_refuses_nobody_for_good()
    {
        await using var post = await new PostOffice().Open();
        post.Replies[Amina] = new SmtpResponse((SmtpReplyCode)554, "5.7.1 Relay access denied");
        Assert.Equal(MailOutcome.Later, await Send(post, Amina));
    }

    [Theory]
    [InlineData(554, true)]
    [InlineData(452, false)]
    public async Task What_the_server_says_of_the_whole_email_counts(int reply, bool forGood)
    {
        await using var post = await new PostOffice().Open();
        post.ReplyToMessage = new SmtpResponse((SmtpReplyCode)reply, "no");
        Assert.Equal(forGood ? MailOutcome.Refused : MailOutcome.Later, await Send(post, Amina));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_left_when_its_time_is_over()
    {
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start();
        var server = new MailServer
        {
            Host = "localhost",
            Port = ((IPEndPoint)deaf.LocalEndpoint).Port,
            From = "grants@council.example",
            Tls = false,
            Patience = TimeSpan.FromMilliseconds(300),
        };
        Assert.Equal(MailOutcome.Later, await Send(server, Amina).WaitAsync(TimeSpan.FromSeconds(20), Cancellation));
    }

    [Fact]
    public async Task A_server_that_stops_in_the_middle_is_left_when_its_time_is_over()
    {
        await using var post = await new PostOffice { Thinks = TimeSpan.FromSeconds(3) }.Open();
        var sent = await Send(post.Settings with { Patience = TimeSpan.FromSeconds(1) }, Amina)
            .WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        Assert.Equal(MailOutcome.Later, sent);
    }

    [Fact]
    public async Task Nobody_at_the_address_of_the_server_means_later() => Assert.Equal(MailOutcome.Later, await Send(
        new MailServer { Host = "localhost", Port = Ports.Free(), From = "grants@council.example", Tls = false }, Amina));

    [Fact]
    public async Task What_is_called_off_throws_instead_of_telling_an_outcome()
    {
        await using var post = await new PostOffice().Open();
        using var called = new CancellationTokenSource();
        await called.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Sender(post.Settings).Send(new Letter(Amina, "subject", "body", "id"), called.Token));
    }

    [Fact]
    public async Task With_TLS_the_certificate_has_to_be_one_that_the_setting_names()
    {
        using var certificate = SelfSigned("localhost");
        using var other = SelfSigned("localhost");
        await using var post = await new PostOffice(certificate: certificate).Open();
        using var right = new PemFile(certificate);
        using var wrong = new PemFile(other);
        Assert.Equal(MailOutcome.Later, await Send(post.Settings, Amina));
        Assert.Equal(MailOutcome.Later, await Send(post.Settings with { Certificate = wrong.Path }, Amina));
        Assert.Equal(MailOutcome.Later, await Send(post.Settings with { Certificate = "no-such-file.pem" }, Amina));
        Assert.Empty(post.Taken);
        Assert.Equal(MailOutcome.Delivered, await Send(post.Settings with { Certificate = right.Path }, Amina));
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_not_taken_though_the_setting_names_it()
    {
        using var certificate = SelfSigned("elsewhere.example");
        await using var post = await new PostOffice(certificate: certificate).Open();
        using var file = new PemFile(certificate);
        Assert.Equal(MailOutcome.Later, await Send(post.Settings with { Certificate = file.Path }, Amina));
        Assert.Empty(post.Taken);
    }

    [Fact]
    public async Task Where_TLS_is_asked_for_nothing_goes_out_in_clear()
    {
        await using var post = await new PostOffice().Open();
        Assert.Equal(MailOutcome.Later, await Send(post.Settings with { Tls = true }, Amina));
        Assert.Empty(post.Taken);
    }

    [Fact]
    public async Task An_address_beyond_ASCII_is_reached_where_the_server_can()
    {
        await using var post = await new PostOffice().Open();
        Assert.Equal(MailOutcome.Delivered, await Send(post, "josé@example.org"));
        var (to, message) = Assert.Single(post.Taken);
        Assert.Equal("josé@example.org", to);
        Assert.Equal("josé@example.org", message.To.Mailboxes.Single().Address);
    }

    [Fact]
    public async Task An_address_beyond_ASCII_is_not_mangled_where_the_server_cannot()
    {
        await using var post = await new PostOffice(offersUtf8: false).Open();
        Assert.Equal(MailOutcome.BeyondServer, await Send(post, "josé@example.org"));
        Assert.Empty(post.Taken);
    }

    [Fact]
    public async Task A_domain_beyond_ASCII_is_reached_by_every_server()
    {
        await using var post = await new PostOffice(offersUtf8: false).Open();
        Assert.Equal(MailOutcome.Delivered, await Send(post, "amina@bücher.example"));
        Assert.Equal("amina@xn--bcher-kva.example", Assert.Single(post.Taken).To);
    }

    [Theory]
    [InlineData("A bench\r\nBcc: everybody@example.org")]
    [InlineData("A bench\nBcc: everybody@example.org")]
    [InlineData("A bench\r\n\r\nBcc: everybody@example.org")]
    [InlineData("A bench\u0085Bcc: everybody@example.org\u2028Bcc: everybody@example.org")]
    [InlineData("A bench\r\n.\r\nMAIL FROM:<a@example.org>")]
    public async Task A_title_cannot_begin_a_header_or_an_email_of_its_own(string title)
    {
        await using var post = await new PostOffice().Open();
        Assert.Equal(MailOutcome.Delivered, await Send(post, Amina, title, "one line\r\n.\r\nand after it"));
        var (to, message) = Assert.Single(post.Taken);
        Assert.Equal(Amina, to);
        Assert.Equal(Amina, Assert.Single(message.GetRecipients(onlyUnique: true)).Address);
        Assert.Empty(message.Bcc);
        Assert.StartsWith("A bench", message.Subject!, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message.Subject!);
        Assert.Equal("one line\n.\nand after it", message.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Empty(message.Headers.Concat(message.Body!.Headers).Select(header => header.Field).Except(
            ["Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "MIME-Version", "Message-Id", "Subject", "To"],
            StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("amina@example.org\r\nRCPT TO:<tom@example.org>")]
    [InlineData("amina@example.org, tom@example.org")]
    [InlineData("nobody")]
    public async Task What_is_no_address_of_one_person_is_refused(string address)
    {
        await using var post = await new PostOffice().Open();
        Assert.Equal(MailOutcome.Refused, await Send(post, address));
        Assert.Empty(post.Taken);
    }

    [Fact]
    public void A_sender_that_is_no_address_is_told_at_the_start()
    {
        var refused = Assert.Throws<InvalidOperationException>(
            () => PeopleSettings.Read(new Microsoft.Extensions.Configuration.ConfigurationManager
            {
                ["Address"] = "https://council.example",
                ["Mail:Host"] = "mail.example",
                ["Mail:From"] = "the council",
            }));
        Assert.Contains("Mail:From", refused.Message, StringComparison.Ordinal);
    }

    private static PeopleSettings Settings(MailServer server) => new()
    {
        CouncilName = "Elm Park Council",
        Languages = [CultureInfo.GetCultureInfo("en-GB")],
        Mail = server,
        Address = new Uri("https://council.example"),
    };

    // It needs no database where there is a mail server.
    private static Mail Sender(MailServer server) => new(Settings(server), database: null!, TimeProvider.System, NullLogger<Mail>.Instance);

    private static Task<MailOutcome> Send(PostOffice post, string recipient, string subject = "subject", string body = "body") =>
        Sender(post.Settings).Send(new Letter(recipient, subject, body, "notice-1"), Cancellation);

    private static Task<MailOutcome> Send(MailServer server, string recipient) =>
        Sender(server).Send(new Letter(recipient, "subject", "body", "notice-1"), Cancellation);

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private sealed class PemFile : IDisposable
    {
        public PemFile(X509Certificate2 certificate) => File.WriteAllText(Path, certificate.ExportCertificatePem());

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Guid.NewGuid()}.pem");

        public void Dispose() => File.Delete(Path);
    }
}
