using Participatory.Accountability.Commitments;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.Accountability.Funders;

/// <summary>What a funder sees with its link: the round's money, its stories, and how the council kept its word.</summary>
internal sealed class GetFunderPage(Database database, Keyed key, TimeProvider clock)
{
    private const int MaxStories = 200;

    private static readonly Sql SelectRound = new("""
        SELECT title, currency,
               (SELECT COALESCE(SUM(amount_minor), 0) FROM award WHERE award.round_id = round.round_id) AS agreed,
               (SELECT COALESCE(SUM(amount_minor), 0) FROM report WHERE report.round_id = round.round_id) AS paid,
               (SELECT COUNT(*) FROM award WHERE award.round_id = round.round_id) AS grants
        FROM round WHERE round_id = @RoundId
        """);

    private static readonly Sql SelectFunds = new("SELECT fund_id FROM round_fund WHERE round_id = @RoundId ORDER BY fund_id");

    private static readonly Sql SelectStories = new($$"""
        {{StoryRow.Select}}
        WHERE story.round_id = @RoundId
          AND EXISTS (SELECT 1 FROM part WHERE part.report_id = story.report_id AND part.audience IN ('EVERYBODY', 'FUNDERS'))
        ORDER BY story.told_at DESC, story.report_id {limit @Count}
        """);

    public async Task<FunderPage> Handle(GetFunderPageRequest request, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        var link = await FunderLinkRow.LoadOrNull(session, key, request.Secret);
        var round = link is null ? null : await session.One<RoundRow>(SelectRound, new { link.RoundId });
        if (link is null || round is null)
        {
            throw new Refusal(AccountabilityReasons.LinkOpensNothing, field: "secret");
        }

        var funds = await session.Many<string>(SelectFunds, new { link.RoundId });
        var counts = await ListCommitments.LoadCounts(session, link.RoundId, areaCode: "", clock.GetUtcNow());
        var page = new FunderPage
        {
            Funder = link.Funder,
            RoundId = link.RoundId,
            RoundTitle = round.Title,
            Agreed = new Money { AmountMinor = round.Agreed, Currency = round.Currency },
            Paid = new Money { AmountMinor = round.Paid, Currency = round.Currency },
            Grants = round.Grants,
            Kept = counts(CommitmentState.Kept),
            Late = counts(CommitmentState.Late),
            Broken = counts(CommitmentState.Broken),
        };
        page.FundIds.AddRange(funds);
        var stories = await session.Many<StoryRow>(SelectStories, new { link.RoundId, Count = MaxStories });
        var parts = await StoryParts.Load(session, [.. stories.Select(story => story.ReportId)]);
        page.Stories.AddRange(stories.Select(story => ToMessage(story.ToMessage(parts, Visibility.Funders))));
        return page;
    }

    private sealed record RoundRow
    {
        public string Title { get; init; } = "";
        public string Currency { get; init; } = "";
        public long Agreed { get; init; }
        public long Paid { get; init; }
        public int Grants { get; init; }
    }

    private static FunderStory ToMessage(Story story) => new()
    {
        ReportId = story.ReportId,
        Title = story.Title,
        Hiding = story.Hiding,
        Words = string.Join("\n\n", story.Tellings.Select(telling => telling.Words)),
        ToldBy = story.ToldBy,
        Amount = story.Amount,
        TellTime = story.TellTime,
        Photos = { story.Photos },
        Voices = { story.Voices },
        Videos = { story.Videos },
        Hidden = { story.Hidden },
    };
}
