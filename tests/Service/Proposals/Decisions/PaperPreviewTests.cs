using Participatory.Platform.Calls;
using Participatory.Proposals;
using Participatory.Proposals.BallotPapers;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals.Decisions;

public sealed class PaperPreviewTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);

    private static readonly AreaRow[] Areas =
    [
        new() { AreaCode = "E05000001", Name = "Elm Park", ReleasedMinor = 1000 },
        new() { AreaCode = "E05000002", Name = "Oak Hill", ReleasedMinor = 0 },
    ];

    private static readonly RoundRow Round = new()
    {
        RoundId = "round", Phase = "REVIEWING", Currency = "GBP", BallotingFrom = Now.AddDays(1), FinishedFrom = Now.AddDays(15),
    };

    [Fact]
    public void A_preview_is_of_a_round_that_is_reviewing() => StateTable.Holds<Phase>(
        """
                  Preview
        LISTENING PAPER_NOT_YET
        ACCEPTING PAPER_NOT_WHILE_ACCEPTING
        REVIEWING 1
        BALLOTING PAPER_IS_OUT
        FINISHED  ROUND_IS_FINISHED
        """,
        ("Preview", phase => PaperPreview.Decide(
            Round with { Phase = phase }, Areas, [Idea("1", "FEASIBLE")], People.Grace, Now).Contests.Count));

    [Fact]
    public void Everything_that_is_missing_is_named_at_once()
    {
        IdeaRow[] ideas =
        [
            Idea("1", "OPEN"), Idea("2", "FEASIBLE") with { HidingState = "HIDDEN" }, Idea("3", "FEASIBLE", "E05000002"),
            Idea("4", "INFEASIBLE") with { HidingState = "HIDDEN" }, Idea("5", "OPEN", "E05000002"),
        ];
        var preview = PaperPreview.Decide(Round with { FinishedFrom = Round.BallotingFrom }, Areas, ideas, People.Grace, Now);
        Assert.Equal(
            [
                (PaperObstacleKind.NoTime, "", ""), (PaperObstacleKind.NoMoney, "", "Oak Hill"),
                (PaperObstacleKind.NotValued, "1", "Elm Park"), (PaperObstacleKind.Hidden, "2", "Elm Park"),
                (PaperObstacleKind.NotValued, "5", "Oak Hill"),
            ],
            preview.Obstacles.Select(one => (one.Kind, one.ProposalId, one.AreaName)));
        Assert.Equal("", preview.PreviewHash);
        Assert.Equal(["2", "3"], preview.Contests.SelectMany(contest => contest.Projects).Select(project => project.ProposalId));

        Assert.Equal(
            PaperObstacleKind.NothingToVoteOn,
            Assert.Single(PaperPreview.Decide(Round, Areas, [Idea("1", "INFEASIBLE")], People.Grace, Now).Obstacles).Kind);
        var many = Enumerable.Range(1, PaperPreview.MostNamed + 7).Select(n => Idea($"{n}", "OPEN")).ToList();
        var told = PaperPreview.Decide(Round, Areas, many, People.Grace, Now);
        Assert.Equal((PaperPreview.MostNamed, 8), (told.Obstacles.Count, told.MoreObstacles));
    }

    /// <summary>Whatever the preview finds the paper is refused for, and for nothing else.</summary>
    [Fact]
    public void What_the_preview_lets_through_is_published_and_what_it_does_not_is_refused()
    {
        var kinds = new[] { "OPEN", "FEASIBLE", "INFEASIBLE" };
        var all =
            from one in kinds
            from two in kinds
            from area in Areas
            from hiding in new[] { null, "HIDDEN", "SHOWN_AGAIN" }
            from days in new[] { 0, 1, 15 }
            select (Ideas: (IdeaRow[])[Idea("1", one) with { HidingState = hiding }, Idea("2", two, area.AreaCode)],
                Round: Round with { FinishedFrom = Now.AddDays(days) });
        foreach (var (ideas, round) in all)
        {
            var preview = PaperPreview.Decide(round, Areas, ideas, People.Grace, Now);
            Assert.Equal(preview.Obstacles.Count == 0 ? "1" : "0", Published(ideas, round, finishedFrom: null));
            Assert.Equal(preview.PreviewHash.Length > 0 ? "1" : "0", Published(ideas, round, Now.AddDays(30)));
        }
    }

    [Fact]
    public void What_was_looked_at_is_published_or_it_is_refused()
    {
        IdeaRow[] ideas = [Idea("1", "FEASIBLE"), Idea("2", "FEASIBLE")];
        var looked = PaperPreview.Decide(Round, Areas, ideas, People.Grace, Now).PreviewHash;
        Assert.Equal(64, looked.Length);
        // An hour later, and with another last day to vote, it is the same paper.
        PublishBallotPaper.CheckPreviewed(
            looked, Round, BallotPaper.Compose(Round, Areas, ideas, Now.AddDays(30), Now.AddHours(1)));
        PublishBallotPaper.CheckPreviewed("", Round, BallotPaper.Compose(Round, Areas, [ideas[0]], finishedFrom: null, Now));

        Refuses(Round, Areas, [ideas[0]]);
        Refuses(Round, Areas, [ideas[1], ideas[0]]);
        Refuses(Round, Areas, [ideas[0], ideas[1] with { CostMinor = 501 }]);
        Refuses(Round, [Areas[0] with { ReleasedMinor = 1001 }], ideas);
        Refuses(Round, [Areas[0] with { Name = "Elm" }], ideas);
        Refuses(Round with { MaxLength = 3 }, Areas, ideas);
        Refuses(Round with { FinishedFrom = Now.AddDays(16) }, Areas, ideas);

        void Refuses(RoundRow round, AreaRow[] areas, IdeaRow[] now) => Assert.Equal(
            ProposalsReasons.PaperChanged,
            Assert.Throws<Refusal>(() => PublishBallotPaper.CheckPreviewed(
                looked, round, BallotPaper.Compose(round, areas, now, finishedFrom: null, Now))).Reason);
    }

    private static string Published(IdeaRow[] ideas, RoundRow round, DateTimeOffset? finishedFrom)
    {
        try
        {
            BallotPaper.Compose(round, Areas, ideas, finishedFrom, Now);
            return "1";
        }
        catch (Refusal)
        {
            return "0";
        }
    }

    private static IdeaRow Idea(string id, string state, string area = "E05000001") =>
        new() { ProposalId = id, AreaCode = area, Title = "Benches", State = state, CostMinor = 500 };
}
