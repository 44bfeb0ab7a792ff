using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.Proposals;
using Participatory.Operations.V1;
using Participatory.People.Notices;
using Participatory.Platform.Running;
using Participatory.Tests.Harness;
using SmtpServer.Protocol;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>A mail server that takes nothing: people are answered, and whoever runs the house is told.</summary>
public sealed class StandingMailTests
{
    [Theory, EveryDatabase]
    public async Task That_mail_stands_still_is_said_by_its_name_and_leaves_the_service_ready(string engine)
    {
        await using var post = await new PostOffice().Open();
        await using var desk = await Desk.Open(engine, [.. post.AsSettings]);
        var (tom, amina) = (await desk.Add("tom@example.org"), await desk.Add("amina@example.org"));
        foreach (var address in (string[])["tom@example.org", "amina@example.org"])
        {
            post.Replies[address] = new SmtpResponse((SmtpReplyCode)451, "not today");
        }

        await Tell(desk, tom);
        await Tell(desk, amina);
        await desk.SendNotices();
        desk.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(("SERVING", "SERVING", 2L, 240L), await Look(desk));

        desk.Clock.Advance(TimeSpan.FromMinutes(20));
        await desk.SendNotices();
        Assert.Equal(("SERVING", "NOT_SERVING", 2L, 24 * 60L), await Look(desk));

        // One gets through: the other is a mailbox that is busy.
        post.Replies.TryRemove("tom@example.org", out _);
        desk.Clock.Advance(TimeSpan.FromHours(1));
        await desk.SendNotices();
        Assert.Equal(("SERVING", "SERVING", 1L, 0L), await Look(desk));
        post.Replies.Clear();
        desk.Clock.Advance(TimeSpan.FromHours(1));
        await desk.SendNotices();
        Assert.Equal(("SERVING", "SERVING", 0L, 0L), await Look(desk));
    }

    private static Task Tell(Desk desk, string subject) => desk.Service.Deliver(new ProposalReviewed(
        "round", "1", "Benches", subject, true, 100_000, "GBP", "", "It can be done.", "Grace Bell", desk.Clock.Now));

    private static async Task<(string Ready, string Mail, long Waiting, long Seconds)> Look(Desk desk)
    {
        await desk.Service.Services.GetRequiredService<Vitals>().Look(CancellationToken.None);
        var health = new Health.HealthClient(desk.Service.As(Tests.People.Nobody));
        var vitals = await new OperationsService.OperationsServiceClient(desk.Service.As(Tests.People.Grace)).GetVitalsAsync(new());
        return (await Ask(""), await Ask("mail"), vitals.WaitingMails, vitals.MailStillSeconds);

        async Task<string> Ask(string name) => (await health.CheckAsync(new HealthCheckRequest { Service = name })).Status switch
        {
            HealthCheckResponse.Types.ServingStatus.Serving => "SERVING",
            HealthCheckResponse.Types.ServingStatus.NotServing => "NOT_SERVING",
            var other => other.ToString(),
        };
    }
}
