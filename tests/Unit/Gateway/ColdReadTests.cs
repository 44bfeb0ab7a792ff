using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Council;
using Participatory.Gateway.Pages.Council.Payments;
using Participatory.Gateway.Pages.Council.Rounds;
using Participatory.Gateway.Pages.Council.SignOff;
using Participatory.Gateway.Pages.Ideas;
using Participatory.Gateway.Pages.Ledger;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Pages.Voting.Vote;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using Participatory.Voting.V1;
using Participatory.Words;
using Choices = Participatory.Gateway.Pages.Voting.Vote.Choices;
using ProposeRelease = Participatory.Gateway.Pages.Council.Releases.ProposeModel;
using Record = Participatory.Grants.V1.SignOff;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>Where pages contradicted each other, or left out what a reader who knew nothing had to know.</summary>
public sealed class ColdReadTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private readonly Say say = new(TimeZoneInfo.Utc, new StandingClock());
    private readonly Language.Until english = Language.English();

    public void Dispose() => english.Dispose();

    [Fact]
    public void A_record_is_complete_only_where_nothing_of_the_round_is_missing_either()
    {
        var pack = new Record { ResultHash = "ab", Awards = { new SignOffAward() }, Releases = { new SignOffRelease() } };
        Assert.Equal(
            "Every grant is complete. Still missing above: the legal power, who accepts the risk.", SignOffWords.HowComplete(pack, say));
        pack.Authority = new Authority();
        pack.Releases[0].RiskAcceptedBy = "Rhys Morgan";
        Assert.Equal("This record is complete.", SignOffWords.HowComplete(pack, say));
        pack.ResultHash = "";
        pack.Awards[0].Gaps.Add(SignOffGap.Story);
        Assert.Equal(
            "1 grant has something to check. Still missing above: the result of the vote.", SignOffWords.HowComplete(pack, say));
        pack.Awards.Clear();
        Assert.Equal("Still missing above: the result of the vote.", SignOffWords.HowComplete(pack, say));
    }

    [Fact]
    public void A_round_after_its_vote_waits_for_a_reply_a_promise_and_the_legal_power()
    {
        var round = new Round { RoundId = "elm", Title = "Elm Park" };
        var scored = new Relationship { Steps = { new StepScores { Answers = 9 } } };
        Commitment[] promises =
        [
            new() { Kind = CommitmentKind.Written, State = CommitmentState.Open, DueTime = In(20) },
            // Kept by the payment itself, and a promise for next year.
            new() { Kind = CommitmentKind.Pay, State = CommitmentState.Open, DueTime = In(3) },
            new() { Kind = CommitmentKind.Written, State = CommitmentState.Open, DueTime = In(300) },
        ];
        var waits = AnswersWaiting.Say(round, promises, scored, new Record(), Now, say);
        Assert.Equal(
            [
                "Reply to what groups say about us in Elm Park", "Keep 1 promise of Elm Park by Sunday 22 March",
                "Record the legal power for Elm Park",
            ],
            waits.Select(waiting => waiting.Text));
        Assert.All(waits, waiting => Assert.Equal(Role.Officer, waiting.For));
        Assert.Empty(AnswersWaiting.Say(round, [], new Relationship(), new Record { Authority = new Authority() }, Now, say));
        Assert.Empty(AnswersWaiting.Say(round, [], new Relationship(), record: null, Now, say));
    }

    [Fact]
    public void Priorities_without_an_answer_wait_with_the_first_of_their_days_and_when_it_has_passed_that_is_said()
    {
        var round = new Round { RoundId = "elm", Title = "Elm Park" };
        Commitment[] promises =
        [
            new() { Kind = CommitmentKind.Priority, State = CommitmentState.Open, DueTime = In(20) },
            new() { Kind = CommitmentKind.Priority, State = CommitmentState.Open, DueTime = In(300) },
        ];
        var waits = Assert.Single(AnswersWaiting.Say(round, promises, new Relationship(), record: null, Now, say));
        Assert.Equal(("2 priorities of Elm Park wait for our answer", "/council/rounds/elm/priorities"), (waits.Text, waits.Address));
        Assert.Contains("Sunday 22 March", waits.Why, StringComparison.Ordinal);
        promises[0].State = CommitmentState.Broken;
        Assert.Equal(
            "The day has passed. Everyone can see that we broke our promise.",
            Assert.Single(AnswersWaiting.Say(round, promises, new Relationship(), record: null, Now, say)).Why);
    }

    [Theory]
    [InlineData(PollState.Scheduled, true)]
    [InlineData(PollState.Open, false)]
    [InlineData(PollState.Declared, false)]
    public void Nobody_is_led_to_let_people_join_a_list_that_cannot_change(PollState state, bool shown)
    {
        var work = new RoundWork(new Round { Phase = Phase.Balloting }, new Poll { State = state }, 0, ReleaseWaits: false);
        var places = RoundPlaces.Of(work, isOfficer: true).SelectMany(group => group.Places);
        Assert.Equal(shown, places.Any(place => place.Address.EndsWith("/registration", StringComparison.Ordinal)));
        work.Poll!.Registration = new RegistrationTerms();
        Assert.Contains(
            RoundPlaces.Of(work, isOfficer: true).SelectMany(group => group.Places),
            place => place.Address.EndsWith("/registration", StringComparison.Ordinal));
    }

    [Fact]
    public void Residents_and_officers_read_the_same_rules_for_grants_with_the_days_to_accept()
    {
        var round = new Round
        {
            Policies = new Policies
            {
                PayWithinDays = 10, AnswerWithinDays = 5, StoryAfterDays = 90, Unspent = UnspentPolicy.RollOver,
                SentenceUpTo = Pounds(500), QuestionsUpTo = Pounds(5_000),
            },
        };
        var said = RoundPromises.Of(round, new MoneyRules { AnswerWithinDays = 28 }, say).ToList();
        Assert.Equal("A group has 28 days to accept or decline a grant.", said[0]);
        Assert.Contains("We will pay you within 10 days of you accepting the grant.", said);
        Assert.Contains("We will reply to your story within 5 days.", said);
        Assert.Equal(6, said.Count);
        // Where Grants does not answer it says where to look.
        Assert.Contains(
            RoundPromises.Of(round, rules: null, say), sentence => sentence.Contains("Where the money is", StringComparison.Ordinal));
    }

    [Fact]
    public void What_people_could_do_with_their_ballots_is_past_once_the_result_stands() => Assert.Equal(
        ("You tick up to 4 ideas.", "Each person could tick up to 4 ideas."),
        (RuleWords.HowVoted(Four, say), RuleWords.HowPeopleVoted(Four, say)));

    [Fact]
    public void The_money_page_says_what_becomes_of_what_is_left_once_all_is_paid()
    {
        var total = new AreaMoney { Paid = Pounds(28_700), Left = Pounds(3_300), Held = Pounds(0) };
        Assert.Equal(
            "£28,700 is paid. £3,300 is left and stays with the areas for next time.",
            MoneyModel.WhereItIs(total, UnspentPolicy.RollOver, say));
        total.Held = Pounds(100);
        Assert.Equal(
            "£28,700 is paid. £100 is awarded to groups and not yet paid. £3,300 is left for the areas.",
            MoneyModel.WhereItIs(total, UnspentPolicy.RollOver, say));
    }

    [Fact]
    public void A_sum_of_payments_says_what_of_it_is_in_no_bank_file()
    {
        var list = new PayList("", [Line(26_800, isBought: false), Line(1_900, isBought: true)]);
        Assert.Equal(
            "2 payments, £28,700 in total. 1 of them (£1,900) was a purchase by the council, and is in no bank file.", list.Sum(say));
        Assert.Equal("1 payment, £1,900 in total.", new PayList("", [Line(1_900, isBought: true)]).Sum(say));
        Assert.Equal("", new PayList("", []).Sum(say));
    }

    [Fact]
    public void Whoever_comes_before_or_after_the_vote_reads_its_day()
    {
        var poll = new Poll
        {
            State = PollState.Scheduled, OpenTime = In(3), CloseTime = Timestamp.FromDateTimeOffset(Now.AddHours(-10).AddDays(4)),
        };
        Assert.Equal("Voting opens on Thursday 5 March.", VoteModel.WhyClosed(poll, say));
        poll.State = PollState.Declared;
        Assert.Equal("Voting is closed. The last day to vote was Thursday 5 March.", VoteModel.WhyClosed(poll, say));
        poll.Decisions.Add(new Decision { State = PollState.Closed, Time = In(1) });
        Assert.Equal("Voting is closed. The last day to vote was Tuesday 3 March.", VoteModel.WhyClosed(poll, say));
    }

    [Fact]
    public void Nothing_is_released_from_a_fund_in_which_nothing_is_left() => Assert.Equal(
        ["full"],
        ProposeRelease.WithMoney([new Fund { FundId = "full", Available = Pounds(1) }, new Fund { Available = Pounds(0) }, new Fund()])
            .Select(fund => fund.FundId));

    [Fact]
    public void One_idea_is_one_idea()
    {
        var contest = new Contest { Projects = { new Project { ProjectId = "1", Cost = Pounds(5) }, new Project { ProjectId = "2" } } };
        var poll = new Poll { MaxLength = 1 };
        Assert.Equal("You have chosen 1 idea", Choices.OfTicks(poll, contest, ["1"]).Total(say));
        Assert.Equal("You have chosen 0 ideas", Choices.OfTicks(poll, contest, []).Total(say));
        Assert.Equal(
            "Please tick no more than 1 idea. You have ticked 2", Choices.OfTicks(poll, contest, ["1", "2"]).ToPutRight(say));
    }

    [Theory]
    [InlineData(OutcomeKind.Paid, "We have paid the grant for it.")]
    [InlineData(OutcomeKind.NotTakenUp, "The offer of a grant for it has ended, because nobody accepted it in time.")]
    [InlineData(OutcomeKind.Won, "The page “Where the money is” shows if its grant has been paid.")]
    public void The_page_of_a_chosen_idea_says_what_came_of_it(OutcomeKind kind, string sentence) =>
        Assert.Equal(sentence, IdeaModel.WonNext(kind));

    [Theory]
    [InlineData(5, "We will reply here by Saturday 7 March.")]
    [InlineData(0, "We will reply here.")]
    public void A_story_without_a_reply_says_by_when_we_promised_one(int days, string sentence)
    {
        var story = new Story { TellTime = In(0) };
        var round = new Round { Policies = new Policies { AnswerWithinDays = days } };
        Assert.Equal(sentence, ReplyDay.Sentence(story, round, Words.Stories.AnswerBySoon, Words.Stories.AnswerSoon, say));
        story.TellTime = In(-30);
        Assert.Equal(
            "We will reply here.", ReplyDay.Sentence(story, round, Words.Stories.AnswerBySoon, Words.Stories.AnswerSoon, say));
    }

    [Fact]
    public async Task A_story_is_shown_also_where_nobody_knows_its_round()
    {
        using var nowhere = GrpcChannel.ForAddress("http://127.0.0.1:1");
        Assert.Null(await RoundOf.IfKnown(new ProposalsService.ProposalsServiceClient(nowhere), "elm", CancellationToken.None));
        var story = new Story { TellTime = In(0) };
        Assert.Equal(
            "We will reply here.", ReplyDay.Sentence(story, round: null, Words.Stories.AnswerBySoon, Words.Stories.AnswerSoon, say));
    }

    private static VotingRules Four => new() { VoteType = VoteType.Approval, MaxLength = 4 };

    private static PayLine Line(long pounds, bool isBought) => new(null, "Idea", "", Pounds(pounds), "", "", null, [], isBought);

    private static Money Pounds(long pounds) => new() { AmountMinor = pounds * 100, Currency = "GBP" };

    private static Timestamp In(int days) => Timestamp.FromDateTimeOffset(Now.AddDays(days));

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
