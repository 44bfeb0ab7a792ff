using Participatory.Tests.Harness;
using Participatory.Voting.Ballots;
using Participatory.Voting.Polls;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;
using Decision = Participatory.Voting.Ballots.Decision;
using VoteType = Participatory.Types.V1.VoteType;

namespace Participatory.Tests.Service.Voting.Decisions;

public sealed class CastDecisionTests
{
    private const string Area = "E05000001";
    private static readonly DateTimeOffset Opens = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Closes = new(2026, 7, 15, 0, 0, 0, TimeSpan.Zero);
    private static readonly VoterRow Voter = new() { AreaCode = Area };
    private static readonly BallotCard Card = BallotCard.FromBits(new byte[16]);

    private static readonly IReadOnlyDictionary<string, BallotPaper> Papers = new Dictionary<string, BallotPaper>
    {
        [Area] = new(
            new ContestRow { AreaCode = Area, BudgetMinor = 1000 }, [new ProjectRow { AreaCode = Area, ProjectId = "1", CostMinor = 400 }]),
    };

    [Fact]
    public void Every_cast_in_every_state_of_a_poll() => StateTable.Holds<PollState>(
        """
                   First               Change              Again  TooLate             Voted
        SCHEDULED  POLL_ABOUT_TO_OPEN  POLL_ABOUT_TO_OPEN  1      POLL_ABOUT_TO_OPEN  POLL_ABOUT_TO_OPEN
        OPEN       1                   2                   1      POLL_IS_OVER        ALREADY_VOTED
        CLOSED     POLL_IS_OVER        POLL_IS_OVER        1      POLL_IS_OVER        POLL_IS_OVER
        DECLARED   POLL_IS_OVER        POLL_IS_OVER        1      POLL_IS_OVER        POLL_IS_OVER
        """,
        ("First", state => Decided(state, Asked(), voter: Voter).Version),
        ("Change", state => Decided(state, Asked(replaces: 1), Kept()).Version),
        ("Again", state => Decided(state, Asked(), Kept(Asked())).Version),
        ("TooLate", state => Decided(state, Asked(), voter: Voter, now: Closes).Version),
        ("Voted", state => Decided(state, Asked(), voter: Voter with { HasVoted = true }).Version));

    [Fact]
    public void Every_cast_with_a_code_or_a_card_that_is_not_right() => StateTable.Holds<PollState>(
        """
                   NoCode           WrongCode     UnknownCard   CardInUse           Stale
        SCHEDULED  @code            CODE_UNKNOWN  CARD_UNKNOWN  POLL_ABOUT_TO_OPEN  POLL_ABOUT_TO_OPEN
        OPEN       @code            CODE_UNKNOWN  CARD_UNKNOWN  CARD_IN_USE         BALLOT_HAS_CHANGED
        CLOSED     @code            CODE_UNKNOWN  CARD_UNKNOWN  POLL_IS_OVER        POLL_IS_OVER
        DECLARED   @code            CODE_UNKNOWN  CARD_UNKNOWN  POLL_IS_OVER        POLL_IS_OVER
        """,
        ("NoCode", state => Decided(state, Asked(withCode: false)).Version),
        ("WrongCode", state => Decided(state, Asked(), voter: null).Version),
        ("UnknownCard", state => Decided(state, Asked(replaces: 1), voter: Voter).Version),
        ("CardInUse", state => Decided(state, Asked(), Kept()).Version),
        ("Stale", state => Decided(state, Asked(replaces: 2), Kept()).Version));

    [Fact]
    public void A_request_id_is_for_one_ballot_and_an_earlier_version_gets_its_own_answer_again()
    {
        var another = Asked(replaces: 1);
        Assert.Equal("REQUEST_ID_OF_ANOTHER_BALLOT", StateTable.Outcome(
            () => Decided("OPEN", another, Kept(Asked("request-1", replaces: 9)))));

        BallotBeforeRow[] before = [new() { Version = 1, RequestHash = Asked().RequestHash }];
        var again = Assert.IsType<Decision.Again>(Decided("OPEN", Asked(), Kept() with { Version = 2 }, before: before));
        Assert.Equal(1, again.Version);
    }

    private static Decision Decided(
        string state, Cast cast, BallotRow? ballot = null, VoterRow? voter = null, DateTimeOffset? now = null,
            IReadOnlyList<BallotBeforeRow>? before = null) =>
        CastRules.Decide(
            cast, new PollRow
            {
                PollId = "poll", State = state, VoteType = VoteType.Approval, MinLength = 1, OpensAt = Opens,
                ClosesAt = Closes
            },
            Papers, ballot, before ?? [], voter, now ?? Opens);

    private static Cast Asked(string requestId = "request-1", int replaces = 0, bool withCode = true) => new(
        new CastBallotRequest { RequestId = requestId, PollId = "poll", Replaces = replaces, ProjectIds = { "1" } },
        Card, code: null, withCode ? new byte[32] : null, CancellationToken.None);

    /// <summary>The first version of the card's ballot, as it is kept after <paramref name="cast"/> or another request.</summary>
    private static BallotRow Kept(Cast? cast = null) => new()
    {
        AreaCode = Area, Choices = "0", Version = 1, RequestHash = (cast ?? Asked("request-0")).RequestHash,
    };
}
