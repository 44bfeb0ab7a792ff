using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Participatory.People;
using Participatory.People.Notices;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>Whatever a mail server says or does not say, an e-mail has an outcome and nothing is thrown.</summary>
public sealed class RudeMailTests
{
    [Theory]
    [InlineData("refuses and hangs up", "Refused", "220 hello", "EHLO:250 hello", "MAIL:250 yes", "RCPT:550 no such person", "")]
    [InlineData("is closed", "Later", "554 no service here", "")]
    [InlineData("says nothing we know", "Later", "hello?")]
    [InlineData("wants a password at MAIL", "Later", "220 hello", "EHLO:250 hello", "MAIL:530 5.7.0 authentication required")]
    [InlineData("wants a password at RCPT", "Later", "220 hello",
        "EHLO:250 hello", "MAIL:250 yes", "RCPT:530 5.7.0 authentication required")]
    [InlineData("does not take mail of ours", "Later", "220 hello", "EHLO:250 hello", "MAIL:550 who are you")]
    [InlineData("ends in the middle", "Later", "220 hello", "EHLO:250 hello", "MAIL:421 I am going", "")]
    [InlineData("hangs up", "Later", "")]
    [InlineData("never answers", "Later")]
    [InlineData("takes it and hangs up", "Delivered", "220 hello",
        "EHLO:250 hello", "MAIL:250 yes", "RCPT:250 yes", "DATA:354 go on", ".:250 taken", "")]
    [InlineData("takes it and is silent", "Delivered", "220 hello",
        "EHLO:250 hello", "MAIL:250 yes", "RCPT:250 yes", "DATA:354 go on", ".:250 taken")]
    public async Task A_rude_server_is_an_outcome(string server, string outcome, params string[] script)
    {
        Assert.NotEmpty(server);
        Assert.Equal(outcome, (await Sent("anna@example.org", script)).ToString());
    }

    [Theory]
    [InlineData("jörg@example.org", "BeyondServer")]
    [InlineData("jörg@exämple.org", "BeyondServer")]
    [InlineData("anna@exämple.org", "Delivered")]
    public async Task A_server_that_knows_no_extensions_carries_what_ascii_can_write(string address, string outcome) =>
        Assert.Equal(outcome, (await Sent(
            address, "220 hello", "EHLO:502 what", "HELO:250 hello", "MAIL:250 yes", "RCPT:250 yes",
            "DATA:354 go on", ".:250 taken", "QUIT:221 bye")).ToString());

    private static async Task<MailOutcome> Sent(string address, params string[] script)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = Answer(listener, script);
        var server = new MailServer
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            From = PostOffice.From,
            Tls = false,
            Patience = TimeSpan.FromSeconds(2),
        };
        return await Smtp.Send(
            server, new Letter(address, "Your code", "123456", "one"), NullLogger.Instance, TestContext.Current.CancellationToken);
    }

    /// <summary>Greets with the first line, answers each command as the script says, and hangs up where it is empty.</summary>
    private static async Task Answer(TcpListener listener, string[] script)
    {
        using var call = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(call.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(call.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        var expected = "";
        foreach (var line in script)
        {
            var (command, reply) = line.Split(':', 2) is [var before, var after] ? (before, after) : ("", line);
            while (command.Length > 0 && (expected = await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? "") is { } said
                && !(command == "." ? said == "." : said.StartsWith(command, StringComparison.Ordinal)))
            {
                if (said.StartsWith("RSET", StringComparison.Ordinal))
                {
                    await writer.WriteLineAsync("250 as you like");
                }
            }

            if (reply.Length == 0)
            {
                return;
            }

            await writer.WriteLineAsync(reply);
        }

        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
    }
}
