using Google.Protobuf.WellKnownTypes;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.Grants.Samples;

/// <summary>The seed of a round's draws, from the result on, and who was drawn.</summary>
internal sealed class ReadSample(Database database)
{
    private static readonly Sql SelectDrawn = new($$"""
        SELECT drawn.fund_id, drawn.award_id, drawn.invited, drawn.drawn_at, award.project_id, award.title,
            {{HiddenTitle.Columns("award.round_id", "award.project_id")}}
        FROM sample_draw drawn JOIN award ON award.award_id = drawn.award_id WHERE drawn.round_id = @RoundId
        ORDER BY drawn.fund_id, drawn.place
        """);

    public async Task<Sample> Handle(GetSampleRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        await using var session = await database.Read(cancellation);
        var samples = await SampleRow.LoadOfRound(session, request.RoundId);
        var drawn = (await session.Many<DrawnRow>(SelectDrawn, request)).ToLookup(row => row.FundId, StringComparer.Ordinal);
        var answer = new Sample();
        answer.Draws.AddRange(samples.Select(sample => DrawOf(sample, [.. drawn[sample.FundId]])));
        if (samples.Count > 0)
        {
            (answer.Seed, answer.ResultHash) = (samples[0].Seed, samples[0].ResultHash ?? "");
            answer.ClosingTime = samples[0].VotingUntil is { } until ? Timestamp.FromDateTimeOffset(until) : null;
        }

        return answer;
    }

    private static SampleDraw DrawOf(SampleRow sample, IReadOnlyList<DrawnRow> drawn)
    {
        var draw = new SampleDraw { FundId = sample.FundId, FundName = sample.FundName, Groups = sample.SampleGroups };
        draw.DrawTime = drawn.Count > 0 ? Timestamp.FromDateTimeOffset(drawn[0].DrawnAt) : null;
        draw.Grants.AddRange(drawn.Select(row => new DrawnGrant
        {
            AwardId = row.AwardId,
            ProjectId = row.ProjectId,
            Title = row.Hiding is null ? row.Title : "",
            Hiding = row.Hiding,
            Invited = row.Invited,
        }));
        return draw;
    }

    private sealed record DrawnRow
    {
        public string FundId { get; init; } = "";
        public string AwardId { get; init; } = "";
        public bool Invited { get; init; }
        public DateTimeOffset DrawnAt { get; init; }
        public string ProjectId { get; init; } = "";
        public string Title { get; init; } = "";
        public string? HidingState { get; init; }
        public string? HidingReason { get; init; }

        public Hiding? Hiding => HiddenTitle.ToMessage(HidingState, HidingReason);
    }
}
