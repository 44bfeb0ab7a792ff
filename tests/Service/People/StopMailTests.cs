using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts;
using Participatory.Contracts.Proposals;
using Participatory.People.Notices;
using Participatory.People.SignIn;
using Participatory.People.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>E-mails that whoever gets them can stop: with the link in one of them, or signed in.</summary>
public sealed class StopMailTests
{
    private const string Olu = "olu@council.example";
    private const string Tom = "tom.okafor@example.org";

    private static readonly (string Name, string Value)[] Staff =
    [
        ("Officers:People:0:Email", Olu), ("Officers:People:0:Name", "Olu Ade, ward officer"), ("Officers:People:0:Roles:0", "officer"),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task The_link_stops_e_mails_of_its_kind_to_its_mailbox_and_does_nothing_else(string engine)
    {
        await using var desk = await Desk.Open(engine, Staff);
        var tom = await desk.Add(Tom);
        desk.Clock.Advance(TimeSpan.FromHours(19.5));
        await Morning(desk, 2);
        await desk.Service.Deliver(new SupportGrew("elm", "7", "A bench", tom, 10, desk.Clock.Now));
        await desk.SendNotices();
        var token = TokenIn((await desk.Mails()).Single(mail => mail.Recipient == Olu).Body);

        var stop = new StopMailRequest { RequestId = Desk.NewId(), Token = token };
        Assert.Equal(StoppableMail.Work, (await desk.Gateway.StopMailAsync(stop)).Stopped);
        Assert.Equal(StoppableMail.Work, (await desk.Gateway.StopMailAsync(stop)).Stopped);
        stop.RequestId = Desk.NewId();
        Assert.Equal(StoppableMail.Work, (await desk.Gateway.StopMailAsync(stop)).Stopped);

        desk.Clock.Advance(TimeSpan.FromDays(1));
        await Morning(desk, 3);
        await desk.Service.Deliver(new SupportGrew("elm", "7", "A bench", tom, 25, desk.Clock.Now));
        await desk.SendNotices();
        Assert.Single(await desk.Mails(), mail => mail.Recipient == Olu);
        Assert.Equal(2, (await desk.Mails()).Count(mail => mail.Recipient == Tom));

        // Nobody signs in with it, and a link that signs in stops nothing.
        Assert.Equal("LINK_GONE", await Desk.Refused(async () => await desk.Gateway.OpenLinkAsync(
            new OpenLinkRequest { RequestId = Desk.NewId(), Token = token, SessionSecret = Desk.NewSecret() })));
        var link = desk.Service.Services.GetRequiredService<MailLinks>().To(tom, "AWARD", "award-1");
        foreach (var other in new[] { link[(link.IndexOf("/s/", StringComparison.Ordinal) + 3)..], token[..^3], "", new string('a', 1001) })
        {
            Assert.Equal("LINK_GONE", await Desk.Refused(async () => await desk.Gateway.StopMailAsync(
                new StopMailRequest { RequestId = Desk.NewId(), Token = other })));
        }

        Assert.Equal("NOT_ALLOWED", await Desk.Refused(async () => await desk.As(Tests.People.Grace).StopMailAsync(stop)));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_signs_in_sees_what_they_get_stops_it_and_starts_it_again(string engine)
    {
        await using var desk = await Desk.Open(engine, Staff);
        var (olu, tom) = (Tests.People.Resident(await desk.Add(Olu)), Tests.People.Resident(await desk.Add(Tom)));
        Assert.Equal(new MailChoices { WorksHere = true, Work = true, Support = true },
            await desk.As(olu).GetMailChoicesAsync(new GetMailChoicesRequest()));
        Assert.Equal(new MailChoices { Support = true }, await desk.As(tom).GetMailChoicesAsync(new GetMailChoicesRequest()));
        Assert.Equal(new MailChoices(), await desk.As(Tests.People.Amina).GetMailChoicesAsync(new GetMailChoicesRequest()));

        var none = new ChooseMailRequest { RequestId = Desk.NewId() };
        Assert.Equal(new MailChoices { WorksHere = true }, await desk.As(olu).ChooseMailAsync(none));
        Assert.Equal(new MailChoices(), await desk.As(tom).ChooseMailAsync(none));
        desk.Clock.Advance(TimeSpan.FromHours(19.5));
        await Morning(desk, 2);
        await desk.Service.Deliver(new SupportGrew("elm", "7", "A bench", tom.Subject, 10, desk.Clock.Now));
        await desk.SendNotices();
        Assert.DoesNotContain(await desk.Mails(), mail => mail.Recipient is Olu or Tom);

        await desk.As(olu).ChooseMailAsync(new ChooseMailRequest { RequestId = Desk.NewId(), Work = true });
        Assert.Equal(new MailChoices { WorksHere = true, Work = true },
            await desk.As(olu).GetMailChoicesAsync(new GetMailChoicesRequest()));
        await Morning(desk, 2);
        Assert.Single(await desk.Mails(), mail => mail.Recipient == Olu);
    }

    [Theory, EveryDatabase]
    public async Task A_mail_program_can_stop_them_with_one_press(string engine)
    {
        await using var post = await new PostOffice().Open();
        await using var desk = await Desk.Open(engine, [.. post.AsSettings, .. Staff]);
        desk.Clock.Advance(TimeSpan.FromHours(19.5));
        await Morning(desk, 2);
        var message = Assert.Single(post.Taken, taken => taken.To == Olu).Message;
        var address = message.Headers["List-Unsubscribe"];
        Assert.Equal("List-Unsubscribe=One-Click", message.Headers["List-Unsubscribe-Post"]);
        Assert.Equal($"<{LinkIn(message.TextBody!)}>", address);
        Assert.StartsWith("<https://", address, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_page_changes_nothing_until_its_button_is_pressed_and_nobody_has_to_sign_in(string engine)
    {
        await using var house = await TwoGateways.Open(engine, Staff);
        var links = house.Desk.Service.Services.GetRequiredService<MailLinks>();
        var path = links.ToStop(StoppedMail.Work, Olu);
        path = path[path.IndexOf("/stop/", StringComparison.Ordinal)..];
        var browser = house.Browser();
        var page = await browser.GetStringAsync(house.At(0, path), Cancellation);
        Assert.Contains("Stop these emails", page, StringComparison.Ordinal);
        var olu = house.Desk.As(Tests.People.Resident(await house.Desk.Add(Olu)));
        Assert.True((await olu.GetMailChoicesAsync(new GetMailChoicesRequest())).Work);

        // As a mail program sends it: without a cookie, from elsewhere (RFC 8058).
        using var pressed = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        using var answer = await house.Browser().PostAsync(house.At(1, path), pressed, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("We have stopped these emails", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.False((await olu.GetMailChoicesAsync(new GetMailChoicesRequest())).Work);

        using var again = new FormUrlEncodedContent([]);
        using var gone = await browser.PostAsync(house.At(0, "/stop/nonsense"), again, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private static async Task Morning(Desk desk, int stories)
    {
        await desk.Service.Deliver(new Contracts.Accountability.WorkCounted(
            [new WorkLine(WorkKinds.StoriesToReply, "", "", stories)], desk.Clock.Now));
        await desk.Service.Services.GetRequiredService<SendDigests>().Tick(Cancellation);
        await desk.SendNotices();
    }

    private static string LinkIn(string body) => body.ReplaceLineEndings("\n").TrimEnd().Split('\n')[^1];

    private static string TokenIn(string body) => LinkIn(body)[(LinkIn(body).IndexOf("/stop/", StringComparison.Ordinal) + 6)..];
}
