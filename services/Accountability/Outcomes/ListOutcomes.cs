using Participatory.Accountability.Ideas;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.Accountability.Outcomes;

/// <summary>You said, we did: what became of the ideas of a round, of each whose proposer knows it.</summary>
internal sealed class ListOutcomes(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT idea.round_id, idea.project_id, idea.listed_as, idea.area_code, idea.title, idea.won, idea.fenced,
            idea.paid_at, idea.loss, idea.ended, idea.ended_reason,
               idea.ended_by, idea.ended_at, idea.told_last_at,
               review.reason, review.reviewed_by, story.report_id, {{HiddenTitle.Columns("idea.round_id", "idea.project_id")}}
        FROM idea
        JOIN progress ON progress.round_id = idea.round_id
        LEFT JOIN review ON review.round_id = idea.round_id AND review.project_id = idea.project_id
            AND review.reviewed_at = (SELECT MAX(latest.reviewed_at) FROM review latest
            WHERE latest.round_id = idea.round_id AND latest.project_id = idea.project_id)
        LEFT JOIN report ON report.round_id = idea.round_id AND report.project_id = idea.project_id
        LEFT JOIN story ON story.report_id = report.report_id
            AND EXISTS (SELECT 1 FROM part WHERE part.report_id = story.report_id AND part.audience = 'EVERYBODY')
        WHERE idea.round_id = @RoundId AND (@AreaCode = '' OR idea.area_code = @AreaCode) AND idea.listed_as > @After
          AND idea.told_at IS NOT NULL AND idea.withdrawn = 0
          AND (idea.won IS NOT NULL OR (progress.paper_at IS NOT NULL AND idea.on_paper = 0 AND review.feasible = 0))
        ORDER BY idea.listed_as {limit @Count}
        """);

    public async Task<ListOutcomesResponse> Handle(ListOutcomesRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Code("area_code", request.AreaCode, required: false).Check();
        var question = $"outcomes {request.RoundId} {request.AreaCode}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.First, normal: 100, max: 200);

        await using var session = await database.Read(cancellation);
        var rows = await session.Many<OutcomeRow>(Select, new { request.RoundId, request.AreaCode, After = page.Id, page.Count });
        var answer = new ListOutcomesResponse();
        answer.NextPageToken = page.Fill(answer.Outcomes, rows, row => PageKey.Of(row.ListedAs), row => row.ToMessage());
        return answer;
    }

    private sealed record OutcomeRow
    {
        public string RoundId { get; init; } = "";
        public string ProjectId { get; init; } = "";
        public string ListedAs { get; init; } = "";
        public string AreaCode { get; init; } = "";
        public string Title { get; init; } = "";
        public bool? Won { get; init; }
        public bool Fenced { get; init; }
        public DateTimeOffset? PaidAt { get; init; }
        public string? Loss { get; init; }
        public string Ended { get; init; } = "";
        public string EndedReason { get; init; } = "";
        public string EndedBy { get; init; } = "";
        public DateTimeOffset? EndedAt { get; init; }
        public DateTimeOffset? ToldLastAt { get; init; }
        public string? Reason { get; init; }
        public string? ReviewedBy { get; init; }
        public string? ReportId { get; init; }
        public string? HidingState { get; init; }
        public string? HidingReason { get; init; }

        private Hiding? Hiding => HiddenTitle.ToMessage(HidingState, HidingReason);

        // Its group knows that its grant came to nothing. Two machines' clocks may differ by a little.
        private bool IsEnded => EndedAt is { } ended && ToldLastAt >= ended - TimeSpan.FromMinutes(5);

        public Outcome ToMessage() => new()
        {
            RoundId = RoundId,
            ProjectId = ProjectId,
            AreaCode = AreaCode,
            Title = Hiding is null ? Title : "",
            Hiding = Hiding,
            Kind = Won switch
            {
                null => OutcomeKind.Infeasible,
                false => Fenced ? OutcomeKind.GaveWay : OutcomeKind.Lost,
                true when PaidAt is not null => OutcomeKind.Paid,
                true when !IsEnded => OutcomeKind.Won,
                true => Ended == IdeaEnds.Withdrawn ? OutcomeKind.TakenBack : OutcomeKind.NotTakenUp,
            },
            OwnWords = Won switch
            {
                null => Reason ?? "",
                false => "",
                true => IsEnded && PaidAt is null ? EndedReason : "",
            },
            TalkTo = IsEnded && EndedBy.Length > 0 ? EndedBy : ReviewedBy ?? "",
            Loss = Won == false ? KeptLoss.ToMessage(Loss) : null,
            ReportId = ReportId ?? "",
        };
    }
}
