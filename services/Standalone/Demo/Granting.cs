using System.Globalization;
using Google.Protobuf;
using Participatory.Accountability.V1;
using Participatory.Grants.V1;
using Participatory.Voting.V1;

namespace Participatory.Standalone.Demo;

/// <summary>The winners' grants: offered, accepted, paid by two people, told about, answered, closed.</summary>
internal static class Granting
{
    private const int AtOnce = 4;

    private static readonly TimeSpan PhotoDeadline = TimeSpan.FromMinutes(1);

    public static async Task Play(Script script, Doors doors, Stages stages, CancellationToken cancellation)
    {
        var result = await doors.Anyone.Voting.GetResultAsync(
            new GetResultRequest { PollId = script.RoundId }, cancellationToken: cancellation);
        var winners = result.Contests.SelectMany(contest => contest.Projects).Count(project => project.Won);
        var awards = await Awards(script, doors, winners, "The offers", award => award.AgreementVersion.Length > 0, cancellation);

        await Each("Groups accept their grants", async (award, _) => await doors.Volunteer.Grants.AcceptAwardAsync(new AcceptAwardRequest
        {
            RequestId = script.Id($"accept/{award.ProjectId}"),
            AwardId = award.AwardId,
            AgreementVersion = award.AgreementVersion,
        }, cancellationToken: cancellation));

        await Moving.Play(script, doors, awards, stages, cancellation);

        await Each("Groups say who holds the money, the bank is asked",
            async (award, at) => await Payees.Play(script, doors, award, at, cancellation));

        await Each("Two people agree to pay", async (award, _) => await Agree(script, doors, award, cancellation));

        await stages.Play("Everything goes to the bank in one file", 1, async _ => await Run(script, doors, cancellation));

        await Each("The bank pays", async (award, _) => await Confirm(script, doors, award, cancellation));

        await Each("Groups tell how it went, the council answers", async (award, at) => await Tell(script, doors, award, at, cancellation));

        await stages.Play("Grants close", winners, async _ =>
            await Awards(script, doors, winners, "The last closed grant", award => award.State == AwardState.Closed, cancellation));

        Task Each(string stage, Func<Award, int, Task> play) => stages.Play(stage, winners, step => Parallel.ForEachAsync(
            awards.Select((award, at) => (award, at)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (one, _) =>
            {
                await play(one.award, one.at);
                step();
            }));
    }

    /// <summary>All awards of the round, once there are as many as there are winners and each is as asked.</summary>
    public static Task<List<Award>> Awards(
        Script script, Doors doors, int expected, string what, Func<Award, bool> ready, CancellationToken cancellation) =>
        DemoRound.Until(what, async () =>
        {
            List<Award> awards = [];
            var request = new ListAwardsRequest { RoundId = script.RoundId, PageSize = 200 };
            do
            {
                var page = await doors.Anyone.Grants.ListAwardsAsync(request, cancellationToken: cancellation);
                awards.AddRange(page.Awards);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            return awards.Count == expected && awards.All(ready) ? awards : null;
        }, cancellation);

    private static async Task Agree(Script script, Doors doors, Award award, CancellationToken cancellation)
    {
        var payment = await doors.Officer.Grants.InstructPaymentAsync(new InstructPaymentRequest
        {
            RequestId = script.Id($"instruct/{award.ProjectId}"),
            AwardId = award.AwardId,
        }, cancellationToken: cancellation);
        await doors.Finance.Grants.ApprovePaymentAsync(new ApprovePaymentRequest
        {
            RequestId = script.Id($"approve/{award.ProjectId}"),
            PaymentId = payment.PaymentId,
        }, cancellationToken: cancellation);
    }

    /// <summary>Bank files are for pounds; a published election may be in anything.</summary>
    private static async Task Run(Script script, Doors doors, CancellationToken cancellation)
    {
        var waiting = await doors.Finance.Grants.ListPaymentsAsync(
            new ListPaymentsRequest { RoundId = script.RoundId, States = { PaymentState.Approved }, PageSize = 200 },
                cancellationToken: cancellation);
        if (script.ImportedFrom.Length > 0 || waiting.Payments.Count == 0 || waiting.Payments.Any(payment => payment.RunId.Length > 0))
        {
            return;
        }

        var today = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await doors.Finance.Grants.MakeRunAsync(
            new MakeRunRequest { RequestId = script.Id($"run/{today}") }, cancellationToken: cancellation);
    }

    private static async Task Confirm(Script script, Doors doors, Award award, CancellationToken cancellation)
    {
        // Asked for again, the same request gets the same answer: which payment it was.
        var payment = await doors.Officer.Grants.InstructPaymentAsync(new InstructPaymentRequest
        {
            RequestId = script.Id($"instruct/{award.ProjectId}"),
            AwardId = award.AwardId,
        }, cancellationToken: cancellation);
        await doors.Finance.Grants.ConfirmPaymentAsync(new ConfirmPaymentRequest
        {
            RequestId = script.Id($"confirm/{award.ProjectId}"),
            PaymentId = payment.PaymentId,
            BankReference = $"DEMO {award.ProjectId}",
        }, cancellationToken: cancellation);
    }

    private static async Task Tell(Script script, Doors doors, Award award, int at, CancellationToken cancellation)
    {
        var report = await DemoRound.Until(
            $"The question about {award.AwardId}", async () => await FindReport(doors, award, cancellation), cancellation);
        if (script.ImportedFrom.Length == 0 && report.State == ReportState.Requested && report.Photos.Count == 0)
        {
            await AddPhoto(script, doors, report, at, cancellation);
        }

        await doors.TellerOf(award.ProjectId).Accountability.SendStoryAsync(new SendStoryRequest
        {
            RequestId = script.Id($"story/{award.ProjectId}"),
            ReportId = report.ReportId,
            Words = script.TaleOf(award.Title).Words,
            ToldBy = script.ImportedFrom.Length > 0 ? "" : award.ProjectId == doors.Moved ? "Amina, for the group" : "Tom, for the group",
            Audience = Audience.Everybody,
        }, cancellationToken: cancellation);
        await doors.Officer.Accountability.AnswerStoryAsync(new AnswerStoryRequest
        {
            RequestId = script.Id($"answer/{award.ProjectId}"),
            ReportId = report.ReportId,
            Answer = "Thank you for telling us, and for all the evenings behind it. We will come by, and if you want to go on, ring me: "
                + "01632 960 123.",
        }, cancellationToken: cancellation);
    }

    private static async Task<Report?> FindReport(Doors doors, Award award, CancellationToken cancellation)
    {
        var request = new ListMyReportsRequest { PageSize = 100 };
        do
        {
            var page = await doors.TellerOf(award.ProjectId).Accountability.ListMyReportsAsync(request, cancellationToken: cancellation);
            if (page.Reports.FirstOrDefault(report => report.AwardId == award.AwardId) is { } found)
            {
                return found;
            }

            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return null;
    }

    private static async Task AddPhoto(Script script, Doors doors, Report report, int at, CancellationToken cancellation)
    {
        using var call = doors.TellerOf(report.ProjectId).Accountability.AddPhoto(
            deadline: DateTime.UtcNow + PhotoDeadline, cancellationToken: cancellation);
        await call.RequestStream.WriteAsync(new AddPhotoRequest
        {
            RequestId = script.Id($"photo/{report.ReportId}"),
            ReportId = report.ReportId,
            AltText = script.TaleOf(report.Title).Shows,
            Recognised = Recognised.Nobody,
            Content = ByteString.CopyFrom(Picture.Draw(at, script.TaleOf(report.Title).Drawn)),
        }, cancellation);
        await call.RequestStream.CompleteAsync();
        await call.ResponseAsync;
    }
}
