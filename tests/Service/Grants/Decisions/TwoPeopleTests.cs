using Participatory.Grants;
using Participatory.Grants.Awards;
using Participatory.Grants.Clawbacks;
using Participatory.Grants.Funds;
using Participatory.Grants.Releases;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Grants.Decisions;

/// <summary>What one person proposes and another decides: releases and clawbacks.</summary>
public sealed class TwoPeopleTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly FundRow Fund = new() { FundId = "fund", Name = "The fund", Currency = "GBP", AvailableMinor = 10_000 };
    private static readonly RoundTerms Round = new() { RoundId = "round", Currency = "GBP", Areas = new HashSet<string> { "E05000001" } };
    private static readonly ReleaseLineRow[] Lines = [new() { ReleaseId = "release", AreaCode = "E05000001", AmountMinor = 100 }];

    [Fact]
    public void A_release_is_decided_once() => StateTable.Holds<ReleaseState>(
        """
                  Approve          Decline
        PROPOSED  APPROVED         DECLINED
        APPROVED  RELEASE_DECIDED  RELEASE_DECIDED
        DECLINED  RELEASE_DECIDED  RELEASE_DECIDED
        """,
        ("Approve", state => ApproveRelease.Decide(Release(state), Lines, Fund, 100, Round, People.Noor, Now).State),
        ("Decline", state => DeclineRelease.Decide(Release(state), "Not now.", People.Noor, Now).State));

    [Fact]
    public void A_clawback_is_decided_once() => StateTable.Holds<ClawbackState>(
        """
                  Approve           Decline
        PROPOSED  APPROVED          DECLINED
        APPROVED  CLAWBACK_DECIDED  CLAWBACK_DECIDED
        DECLINED  CLAWBACK_DECIDED  CLAWBACK_DECIDED
        """,
        ("Approve", state => ApproveClawback.Decide(Clawback(state), 100, People.Noor, Now).State),
        ("Decline", state => DeclineClawback.Decide(Clawback(state), "Not now.", People.Noor, Now).State));

    [Fact]
    public void Who_decided_when_and_why_is_part_of_the_decision()
    {
        var approved = ApproveRelease.Decide(Release("PROPOSED"), Lines, Fund, 100, Round, People.Noor, Now);
        Assert.Equal((People.Noor.Subject, People.Noor.ShownAs, (DateTimeOffset?)Now, null), (approved.DecidedBy, approved.DecidedAs,
            approved.DecidedAt, approved.DeclineReason));

        var declined = DeclineClawback.Decide(Clawback("PROPOSED"), "Not now.", People.Femi, Now);
        Assert.Equal((People.Femi.Subject, "Not now."), (declined.DecidedBy, declined.DeclineReason));
    }

    [Fact]
    public void Nobody_approves_what_they_proposed_and_everybody_may_think_better_of_it()
    {
        Assert.Equal("SECOND_PERSON_NEEDED", StateTable.Outcome(() => ApproveRelease.Decide(Release("PROPOSED"), Lines, Fund, 100, Round,
            People.Grace, Now)));
        Assert.Equal("SECOND_PERSON_NEEDED", StateTable.Outcome(() => ApproveClawback.Decide(Clawback("PROPOSED"), 100, People.Grace,
            Now)));
        Assert.Equal("DECLINED", DeclineRelease.Decide(Release("PROPOSED"), "Not now.", People.Grace, Now).State);
        Assert.Equal("DECLINED", DeclineClawback.Decide(Clawback("PROPOSED"), "Not now.", People.Grace, Now).State);
    }

    [Fact]
    public void Money_moves_only_where_it_is_and_where_the_round_can_use_it()
    {
        Assert.Equal("NOT_ENOUGH_MONEY", Approved(balance: 99));
        Assert.Equal("ROUND_SETTLED", Approved(Round with { Settlements = 1 }));
        Assert.Equal("NOT_OF_THIS_ROUND", Approved(Round with { Currency = "EUR" }));
        Assert.Equal("NOT_OF_THIS_ROUND", Approved(Round with { Areas = new HashSet<string> { "E05000002" } }));
        Assert.Equal("NOT_ENOUGH_MONEY", StateTable.Outcome(() => ApproveClawback.Decide(Clawback("PROPOSED"), 99, People.Noor, Now)));

        static string Approved(RoundTerms? round = null, long balance = 100) =>
            StateTable.Outcome(() => ApproveRelease.Decide(Release("PROPOSED"), Lines, Fund, balance, round ?? Round, People.Noor,
                Now).State);
    }

    [Fact]
    public void A_release_takes_all_that_its_fund_has_and_not_a_penny_more()
    {
        Assert.Equal(10_000, Proposed(6_000, 4_000).TotalMinor);
        Assert.Equal(10_000, Proposed(10_000).TotalMinor);
        foreach (var (minor, field) in ((long[], string)[])
            [([6_000, 4_001], "release.fund_id"), ([10_001], "release.lines[0].amount")])
        {
            var refusal = Assert.Throws<Refusal>(() => Proposed(minor));
            Assert.Equal((GrantsReasons.NotEnoughMoney, field), (refusal.Reason, Assert.Single(refusal.Fields).Field));
        }

        static ReleaseRow Proposed(params long[] minor)
        {
            var release = new Release { ReleaseId = "mine", FundId = "fund", RoundId = "round" };
            release.Lines.AddRange(minor.Select(amount => new ReleaseLine { AreaCode = "E05000001", Amount = Pounds(amount) }));
            var proposed = ProposeRelease.Decide(release, Fund, Round, People.Olu, Now);
            Assert.Equal("mine", proposed.ReleaseId);
            return proposed;
        }
    }

    [Fact]
    public void What_is_proposed_is_in_the_officers_areas_and_in_the_funds_currency()
    {
        var release = new Release
        {
            FundId = "fund", RoundId = "round", Lines = { new ReleaseLine { AreaCode = "E05000001",
            Amount = Pounds(100) } }
        };
        var proposed = ProposeRelease.Decide(release, Fund, Round, People.Olu, Now);
        Assert.Equal(("PROPOSED", 100L, "GBP", People.Olu.Subject), (proposed.State, proposed.TotalMinor, proposed.Currency,
            proposed.ProposedBy));
        Assert.NotEqual(proposed.ReleaseId, ProposeRelease.Decide(release, Fund, round: null, People.Olu, Now).ReleaseId);
        release.Lines[0].AreaCode = "E05000002";
        Assert.Equal("OTHER_AREA", StateTable.Outcome(() => ProposeRelease.Decide(release, Fund, Round, People.Olu, Now)));
        Assert.Equal("NOT_OF_THIS_ROUND", StateTable.Outcome(() => ProposeRelease.Decide(release, Fund, Round, People.Grace, Now)));
        release.Lines[0].Amount.Currency = "EUR";
        Assert.Equal("@release.lines[0].amount.currency",
            StateTable.Outcome(() => ProposeRelease.Decide(release, Fund, Round, People.Grace, Now)));

        var clawback = new Clawback
        {
            ClawbackId = "mine", FundId = "fund", RoundId = "round", AreaCode = "E05000001",
            Amount = Pounds(100), Reason = " Flood. "
        };
        var taken = ProposeClawback.Decide(clawback, Fund, 100, People.Olu, Now);
        Assert.Equal(("mine", "PROPOSED", 100L, "Flood."), (taken.ClawbackId, taken.State, taken.AmountMinor, taken.Reason));
        Assert.Equal("NOT_ENOUGH_MONEY", StateTable.Outcome(() => ProposeClawback.Decide(clawback, Fund, 99, People.Olu, Now)));
        clawback.AreaCode = "E05000002";
        Assert.Equal("OTHER_AREA", StateTable.Outcome(() => ProposeClawback.Decide(clawback, Fund, 100, People.Olu, Now)));
    }

    private static ReleaseRow Release(string state) => new()
    {
        ReleaseId = "release", FundId = "fund", Currency = "GBP", RoundId = "round", TotalMinor = 100, State = state,
        ProposedBy = People.Grace.Subject,
    };

    private static ClawbackRow Clawback(string state) => new()
    {
        ClawbackId = "clawback", FundId = "fund", Currency = "GBP", RoundId = "round", AreaCode = "E05000001", AmountMinor = 100,
        State = state, ProposedBy = People.Grace.Subject,
    };

    private static Money Pounds(long minor) => new() { AmountMinor = minor, Currency = "GBP" };
}
