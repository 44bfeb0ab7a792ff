using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using Participatory.Voting.V1;

namespace Participatory.Tests.EndToEnd;

/// <summary>
/// The scenario: one round by five people, through the gateway alone, with the shortcuts that must be refused on the way.
/// It knows two addresses and nothing of what is behind them, so that the same words serve every form of the system.
/// </summary>
internal sealed partial class WholeRound(Uri pages, Uri grpcDoor) : IDisposable
{
    private const string Elm = "E05000001";
    private const string Harbour = "E05000002";

    private readonly string round = $"scenario-{Guid.NewGuid():N}"[..20];
    private readonly Visitor anyone = Visitor.Anyone(pages, grpcDoor);
    private Visitor resident = null!;
    private Visitor volunteer = null!;
    private Visitor officer = null!;
    private Visitor finance = null!;

    public static async Task Play(Uri pages, Uri grpcDoor)
    {
        using var scenario = new WholeRound(pages, grpcDoor);
        await scenario.FivePeopleArrive();
        await scenario.TheCouncilLetsGoOfMoney();
        await scenario.PeopleProposeAndAnOfficerAnswers();
        await scenario.TheBallotPaperIsPublished();
        await scenario.PeopleVoteOnceEach();
        await scenario.TheBallotsAreCountedAndEverybodyCanRecount();
        await scenario.TheWinnerIsPaidByTwoPeople();
        await scenario.TheGroupTellsAndTheCouncilAnswers();
        await scenario.TheBooksBalance();
    }

    public void Dispose()
    {
        foreach (var visitor in (Visitor?[])[anyone, resident, volunteer, officer, finance])
        {
            visitor?.Dispose();
        }
    }

    private static string NewId() => Guid.NewGuid().ToString();

    private static Money Pounds(long pounds) => new() { AmountMinor = pounds * 100, Currency = "GBP" };

    private static Timestamp InDays(int days) => Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(days));

    private static async Task<RpcException> Refused(StatusCode status, string reason, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(status, refusal.StatusCode);
        Assert.Equal(reason, refusal.Reason());
        return refusal;
    }

    private static async Task<T> Eventually<T>(Func<Task<T>> look, Func<T, bool> there)
    {
        for (var patience = DateTime.UtcNow.AddSeconds(60); ; await Task.Delay(50))
        {
            try
            {
                var found = await look();
                if (there(found))
                {
                    return found;
                }
            }
            catch (RpcException missing) when (missing.StatusCode == StatusCode.NotFound && DateTime.UtcNow < patience)
            {
                continue;
            }

            Assert.True(DateTime.UtcNow < patience, "What another service was to do did not come within a minute.");
        }
    }

    private async Task FivePeopleArrive()
    {
        resident = await Visitor.SignedIn(pages, grpcDoor, "resident");
        volunteer = await Visitor.SignedIn(pages, grpcDoor, "volunteer");
        officer = await Visitor.SignedIn(pages, grpcDoor, "officer");
        finance = await Visitor.SignedIn(pages, grpcDoor, "finance");
    }

    private async Task TheCouncilLetsGoOfMoney()
    {
        var make = new CreateRoundRequest { RequestId = NewId(), Round = NewRound() };
        await Refused(StatusCode.Unauthenticated, "SIGN_IN_NEEDED", async () => await anyone.Proposals.CreateRoundAsync(make));
        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await resident.Proposals.CreateRoundAsync(make));
        await officer.Proposals.CreateRoundAsync(make);

        var fund = $"fund-{round}";
        await finance.Grants.CreateFundAsync(new CreateFundRequest
        {
            RequestId = NewId(),
            Fund = new Fund { FundId = fund, Name = "Neighbourhoods", Currency = "GBP", BudgetCode = "NB1" },
        });
        await finance.Grants.RecordIncomeAsync(new RecordIncomeRequest
        {
            RequestId = NewId(), FundId = fund, Funder = "The council", Amount = Pounds(10_000), Reference = "BD 7",
        });

        var release = new Release { ReleaseId = $"release-{round}", FundId = fund, RoundId = round, Note = "Theirs to decide." };
        release.Lines.Add(new ReleaseLine { AreaCode = Elm, Amount = Pounds(5_000) });
        release.Lines.Add(new ReleaseLine { AreaCode = Harbour, Amount = Pounds(3_000) });
        await officer.Grants.ProposeReleaseAsync(new ProposeReleaseRequest { RequestId = NewId(), Release = release });
        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await officer.Grants.ApproveReleaseAsync(
            new ApproveReleaseRequest { RequestId = NewId(), ReleaseId = release.ReleaseId }));
        await finance.Grants.ApproveReleaseAsync(new ApproveReleaseRequest { RequestId = NewId(), ReleaseId = release.ReleaseId });

        await Eventually(
            async () => await anyone.Proposals.GetRoundAsync(new GetRoundRequest { RoundId = round }),
            shown => shown.Areas.Single(area => area.AreaCode == Elm).Released?.AmountMinor == 500_000);
    }

    private Round NewRound()
    {
        var made = new Round
        {
            RoundId = round,
            Title = "Our Street, Our Say",
            Description = "Two neighbourhoods decide.",
            Currency = "GBP",
            Dates = new PhaseDates
            {
                ListeningFrom = InDays(0), AcceptingFrom = InDays(10), ReviewingFrom = InDays(20), BallotingFrom = InDays(30),
                FinishedFrom = InDays(40),
            },
            Voting = new VotingRules
            {
                VoteType = VoteType.Approval, MinLength = 1, MaxLength = 2, Rule = "greedy", Utility = "cost",
                Ties = "es"
            },
            Policies = new Policies { PayWithinDays = 10, AnswerWithinDays = 5, StoryAfterDays = 90, Unspent = UnspentPolicy.RollOver },
        };
        made.Areas.Add(new Area { AreaCode = Elm, Name = "Elm Park" });
        made.Areas.Add(new Area { AreaCode = Harbour, Name = "Harbour" });
        return made;
    }

    private async Task PeopleProposeAndAnOfficerAnswers()
    {
        await Refused(StatusCode.FailedPrecondition, "IDEAS_NOT_YET", async () => await Propose(volunteer, Elm, "Too early", 100));
        await Advance(Phase.Accepting);

        Assert.Equal("1", (await Propose(volunteer, Elm, "Benches on Mill Lane", 3_000)).ProposalId);
        Assert.Equal("2", (await Propose(resident, Elm, "A mural", 2_500)).ProposalId);
        Assert.Equal("3", (await Propose(resident, Elm, "A tunnel to the sea", 4_000)).ProposalId);
        Assert.Equal("4", (await Propose(volunteer, Harbour, "Warm Wednesdays", 2_000)).ProposalId);

        var wrong = await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST",
            async () => await resident.Proposals.CreateProposalAsync(new CreateProposalRequest
            {
                RequestId = NewId(),
                Proposal = new Proposal
                {
                    RoundId = round, AreaCode = Elm, Title = "", Words = "x",
                    Estimate = new Money { AmountMinor = 1, Currency = "EUR" }
                },
            }));
        Assert.Contains(wrong.FieldFaults(), fault => fault.Name == "proposal.title");
        Assert.Contains(wrong.FieldFaults(), fault => fault.Name == "proposal.estimate.currency");

        await resident.Proposals.SupportProposalAsync(
            new SupportProposalRequest { RequestId = NewId(), RoundId = round, ProposalId = "1" });
        var supported = await resident.Proposals.SupportProposalAsync(
            new SupportProposalRequest { RequestId = NewId(), RoundId = round, ProposalId = "1" });
        Assert.Equal(1, supported.Supports);

        await Advance(Phase.Reviewing);
        await Value("1", new Valuation { Cost = Pounds(3_200) });
        await Value("2", new Valuation { Cost = Pounds(2_500) });
        await Value(
            "3", new Valuation
            {
                InfeasibleReason =
            "The sea is two miles away and the hill is rock. A bus at the weekend could do what you want; ring us."
            });
        await Value("4", new Valuation { Cost = Pounds(2_000) });
    }

    private async Task TheBallotPaperIsPublished()
    {
        await officer.Proposals.PublishBallotPaperAsync(
            new PublishBallotPaperRequest { RequestId = NewId(), RoundId = round, Reason = "Every idea has its answer." });
        var poll = await Eventually(async () => await anyone.Voting.GetPollAsync(new GetPollRequest { PollId = round }), _ => true);
        Assert.Equal(2, poll.Contests.Count);
        Assert.Equal(
            ["1", "2"], poll.Contests.Single(contest => contest.AreaCode == Elm).Projects.Select(project => project.ProjectId).Order());
    }

    private async Task PeopleVoteOnceEach()
    {
        await ImportRoll();
        var letters = (await LetterCodes.All(officer.Voting, finance.Voting, round))
            .ToDictionary(letter => letter.VoterId, letter => letter.Code, StringComparer.Ordinal);

        Assert.Equal(46, letters.Count);
        await Refused(StatusCode.FailedPrecondition, "POLL_NOT_OPEN", () => Cast(letters["elm1"], NewId(), "1"));
        await officer.Voting.OpenPollAsync(
            new OpenPollRequest { RequestId = NewId(), PollId = round, Reason = "The letters have arrived." });

        // 25 of Elm Park's 30 vote: 25 for the benches, 15 of them for the mural too; 4 of Harbour's 16.
        for (var voter = 1; voter <= 25; voter++)
        {
            await Cast(letters[$"elm{voter}"], NewId(), voter <= 15 ? ["1", "2"] : ["1"]);
        }

        for (var voter = 1; voter <= 4; voter++)
        {
            await Cast(letters[$"harbour{voter}"], NewId(), "4");
        }

        var again = NewId();
        var receipt = await Cast(letters["harbour5"], again, "4");
        Assert.Equal(receipt, await Cast(letters["harbour5"], again, "4"));
        await Refused(StatusCode.AlreadyExists, "ALREADY_VOTED", () => Cast(letters["harbour5"], NewId(), "4"));
        var wrongArea = await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", () => Cast(letters["harbour6"], NewId(), "1"));
        Assert.Equal("project_ids[0]", Assert.Single(wrongArea.FieldFaults()).Name);
    }

    private async Task ImportRoll()
    {
        var roll = new StringBuilder("voter_id,area_code\n");
        for (var voter = 1; voter <= 30; voter++)
        {
            roll.Append("elm").Append(voter).Append(',').Append(Elm).Append('\n');
        }

        for (var voter = 1; voter <= 16; voter++)
        {
            roll.Append("harbour").Append(voter).Append(',').Append(Harbour).Append('\n');
        }

        await Refused(StatusCode.InvalidArgument, "LINES_AT_FAULT", () => Send("voter_id,area_code\nelm1,nowhere\n"));
        Assert.Equal(46, (await Send(roll.ToString())).VotersTotal);

        async Task<ImportRollResponse> Send(string csv)
        {
            using var call = officer.Voting.ImportRoll();
            await call.RequestStream.WriteAsync(
                new ImportRollRequest { RequestId = NewId(), PollId = round, Csv = ByteString.CopyFromUtf8(csv) });
            await call.RequestStream.CompleteAsync();
            return await call.ResponseAsync;
        }
    }

    private async Task TheBallotsAreCountedAndEverybodyCanRecount()
    {
        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await finance.Voting.ClosePollAsync(
            new ClosePollRequest { RequestId = NewId(), PollId = round, Reason = "No." }));
        await officer.Voting.ClosePollAsync(
            new ClosePollRequest { RequestId = NewId(), PollId = round, Reason = "Everybody who wanted has voted." });
        var result = await officer.Voting.DeclareResultAsync(new DeclareResultRequest { RequestId = NewId(), PollId = round });

        var elm = result.Contests.Single(contest => contest.AreaCode == Elm);
        Assert.Equal(25, elm.Ballots);
        Assert.True(elm.Projects.Single(project => project.ProjectId == "1").Won);
        var mural = elm.Projects.Single(project => project.ProjectId == "2");
        Assert.False(mural.Won);
        Assert.Equal(15, mural.Votes);
        Assert.Equal(LossReason.NotEnoughLeft, mural.Loss.Reason);
        // 1,800 is left and the mural costs 2,500; with as many votes as the benches it would come first, being cheaper.
        Assert.Equal(10, mural.Loss.MoreVotes);

        using (var file = anyone.Voting.ExportElection(new ExportElectionRequest { PollId = round, AreaCode = Elm }))
        {
            var pb = new StringBuilder();
            await foreach (var piece in file.ResponseStream.ReadAllAsync())
            {
                pb.Append(piece.Content.ToStringUtf8());
            }

            Assert.Contains("vote_type;approval", pb.ToString(), StringComparison.Ordinal);
            Assert.Contains("budget;5000", pb.ToString(), StringComparison.Ordinal);
        }

        // Five ballots would tell who voted how.
        await Refused(StatusCode.FailedPrecondition, "TOO_FEW_BALLOTS", async () =>
        {
            using var small = anyone.Voting.ExportElection(new ExportElectionRequest { PollId = round, AreaCode = Harbour });
            await small.ResponseStream.MoveNext(CancellationToken.None);
        });

        var lost = await Eventually(
            async () => await resident.Proposals.GetProposalAsync(new GetProposalRequest { RoundId = round, ProposalId = "2" }),
            proposal => proposal.State == ProposalState.Lost);
        Assert.Equal(15, lost.Outcome.Votes);
        Assert.Equal(LossReason.NotEnoughLeft, lost.Outcome.Loss.Reason);
    }

    private async Task<Proposal> Propose(Visitor who, string area, string title, long pounds) =>
        await who.Proposals.CreateProposalAsync(new CreateProposalRequest
        {
            RequestId = NewId(),
            Proposal = new Proposal
            {
                RoundId = round, AreaCode = area, Title = title, Words = "Because we need it.", WhoBenefits = "Everyone here",
                Estimate = Pounds(pounds), ShownAs = "A neighbour",
            },
        });

    private async Task Advance(Phase to) => await officer.Proposals.AdvanceRoundAsync(
        new AdvanceRoundRequest { RequestId = NewId(), RoundId = round, ToPhase = to, Reason = "We are ready." });

    private async Task Value(string proposal, Valuation valuation) => await officer.Proposals.ValueProposalAsync(
        new ValueProposalRequest { RequestId = NewId(), RoundId = round, ProposalId = proposal, Valuation = valuation });

    private async Task<Receipt> Cast(string code, string requestId, params string[] projects)
    {
        var request = new CastBallotRequest { RequestId = requestId, PollId = round, Code = code, Card = BallotCards.For(requestId) };
        request.ProjectIds.AddRange(projects);
        return await anyone.Voting.CastBallotAsync(request);
    }
}
