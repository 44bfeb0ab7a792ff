using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Stories;

/// <summary>A group tells how it went. A sentence or a photo is enough, early is welcome, and late is not a word we know.</summary>
internal sealed class SendStory(Database database, TimeProvider clock)
{
    private static readonly int MaxAudiences = FieldLimits.CountOf(SendStoryRequest.Descriptor, "audiences");

    public async Task<Report> Handle(SendStoryRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("report_id", request.ReportId)
            .Text("words", request, required: false)
            .Text("told_by", request, required: false)
            .ForWhom(request.Audience)
            .Tellings("tellings", request.Tellings)
            .Require(
                request.Words.Length == 0 || request.Tellings.All(telling => telling.Question != Question.Unspecified), "tellings",
                AccountabilityReasons.WordsInTwoPlaces)
            .Videos(request.Videos)
            .Require(
                request.Audiences.Count <= MaxAudiences
                && request.Audiences.All(part => Names.IsKnown(part.Audience))
                && request.Audiences.DistinctBy(part => part.PartId).Count() == request.Audiences.Count,
                "audiences", AccountabilityReasons.AudiencesWrong)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await ReportView.Before(transaction, caller, request) is { } before)
        {
            return before;
        }

        var report = ReportRow.Own(await ReportRow.LockOrNull(transaction, request.ReportId), caller);
        await KeepStory.Run(transaction, report, ToldIn(request), clock.GetUtcNow());

        var answer = await ReportView.Remember(transaction, report.ReportId, caller, request);
        await transaction.Commit();
        return answer;
    }

    internal static Told ToldIn(SendStoryRequest request) => new(
        Told.Written([new Telling { Words = request.Words }, .. request.Tellings]), [.. request.Videos], request.ToldBy, request.Audience,
            request.WasHard)
    {
        Audiences = request.Audiences.ToDictionary(part => part.PartId, part => part.Audience, StringComparer.Ordinal),
    };
}
