using Participatory.Grants.Awards;
using Participatory.Grants.Payees;
using Participatory.Grants.Payments;
using Participatory.Grants.Settlements;
using Participatory.Grants.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Grants.Decisions;

public sealed class AwardDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_command_on_an_award_in_every_state() => StateTable.Holds<AwardState>(
        """
                   Accept          Decline         Expire   Withdraw     Pay                Close
        WAITING    AWARD_ANSWERED  AWARD_ANSWERED  -        WITHDRAWN    AWARD_NOT_PAYABLE  -
        OFFERED    ACCEPTED        DECLINED        EXPIRED  WITHDRAWN    AWARD_NOT_PAYABLE  -
        ACCEPTED   AWARD_ANSWERED  AWARD_ANSWERED  -        WITHDRAWN    1                  -
        DECLINED   AWARD_ANSWERED  AWARD_ANSWERED  -        AWARD_STATE  AWARD_NOT_PAYABLE  -
        PAID       AWARD_ANSWERED  AWARD_ANSWERED  -        AWARD_STATE  AWARD_NOT_PAYABLE  CLOSED
        CLOSED     AWARD_ANSWERED  AWARD_ANSWERED  -        AWARD_STATE  AWARD_NOT_PAYABLE  -
        WITHDRAWN  AWARD_ANSWERED  AWARD_ANSWERED  -        AWARD_STATE  AWARD_NOT_PAYABLE  -
        EXPIRED    AWARD_ANSWERED  AWARD_ANSWERED  -        AWARD_STATE  AWARD_NOT_PAYABLE  -
        """,
        ("Accept", state => AcceptAward.Decide(Award(state), Yes(), People.Amina, Now).State),
        ("Decline", state => DeclineAward.Decide(Award(state), People.Amina, Now).State),
        ("Expire", state => ExpireAwards.Decide(Award(state), Now)?.State),
        ("Withdraw", state => WithdrawAward.Decide(Award(state), "The hall burned down.", People.Olu, Now).State),
        ("Pay", state => InstructPayment.Decide(Award(state), Council, new PartRow { Part = 1 }, People.Olu).Part),
        ("Close", state => CloseAward.Decide(Award(state), storyTaken: true, Now)?.State));

    [Fact]
    public void An_offer_is_answered_by_whom_it_was_made_to_with_the_agreement_that_they_read()
    {
        foreach (var other in new Caller[] { People.Nobody, People.Tom, People.Grace, People.Femi })
        {
            Assert.Equal("NOT_YOUR_AWARD", StateTable.Outcome(() => AcceptAward.Decide(Award("OFFERED"), Yes(), other, Now)));
            Assert.Equal("NOT_YOUR_AWARD", StateTable.Outcome(() => DeclineAward.Decide(Award("OFFERED"), other, Now)));
        }

        Assert.Equal("NOT_YOUR_AWARD", StateTable.Outcome(() => AcceptAward.Decide(Award("WAITING") with { Recipient = null }, Yes(),
            People.Nobody, Now)));
        Assert.Equal("OTHER_AGREEMENT", StateTable.Outcome(() => AcceptAward.Decide(Award("OFFERED") with { AgreementVersion = "2" },
            Yes(), People.Amina, Now)));
        var accepted = AcceptAward.Decide(Award("OFFERED"), Yes(usedBy: "2026-09"), People.Amina, Now);
        Assert.Equal((Now, "2026-09", null), (accepted.AcceptedAt, accepted.UsedBy, accepted.PartWords));
    }

    [Fact]
    public void A_part_of_the_cost_is_accepted_with_what_can_be_done_with_it()
    {
        var part = Award("OFFERED") with { FullCostMinor = 2000 };

        Assert.Equal("@part_words", StateTable.Outcome(() => AcceptAward.Decide(part, Yes(" "), People.Amina, Now)));
        Assert.Equal("Two benches.", AcceptAward.Decide(part, Yes(" Two benches. "), People.Amina, Now).PartWords);
    }

    [Fact]
    public void An_offer_expires_after_its_day_and_not_on_it()
    {
        Assert.Null(ExpireAwards.Decide(Award("OFFERED") with { AnswerBy = Now }, Now));
        Assert.Equal(Now, ExpireAwards.Decide(Award("OFFERED") with { AnswerBy = Now.AddTicks(-1) }, Now)?.ExpiredAt);
        Assert.Null(ExpireAwards.Decide(Award("OFFERED") with { AnswerBy = null }, Now));
    }

    [Fact]
    public void An_award_closes_once_its_story_is_taken_and_not_before()
    {
        Assert.Null(CloseAward.Decide(Award("PAID"), storyTaken: false, Now));
        Assert.Equal(Now, CloseAward.Decide(Award("PAID"), storyTaken: true, Now)?.ClosedAt);
    }

    [Fact]
    public void An_officer_takes_back_and_pays_in_areas_of_theirs_and_says_why()
    {
        var elsewhere = Award("ACCEPTED") with { AreaCode = "E05000002" };
        Assert.Equal("OTHER_AREA", StateTable.Outcome(() => WithdrawAward.Decide(elsewhere, "", People.Olu, Now)));
        Assert.Equal("OTHER_AREA", StateTable.Outcome(() => InstructPayment.Decide(elsewhere, Council, new PartRow(), People.Olu)));

        var withdrawn = WithdrawAward.Decide(Award("ACCEPTED"), "The hall burned down.", People.Olu, Now);
        Assert.Equal((Now, People.Olu.ShownAs, "The hall burned down."), (withdrawn.WithdrawnAt, withdrawn.WithdrawnAs,
            withdrawn.WithdrawReason));
    }

    [Fact]
    public void More_does_not_come_back_than_was_paid_and_not_in_another_currency()
    {
        Assert.Equal(400, RecordReturn.Decide(Returned(400), Award("PAID"), 400));
        Assert.Equal("NOT_ENOUGH_MONEY", StateTable.Outcome(() => RecordReturn.Decide(Returned(401), Award("PAID"), 400)));
        Assert.Equal("@amount.currency", StateTable.Outcome(() => RecordReturn.Decide(Returned(400, "EUR"), Award("PAID"), 400)));

        static RecordReturnRequest Returned(long minor, string currency = "GBP") => new()
        {
            Amount = new()
            {
                AmountMinor = minor,
                Currency = currency
            }
        };
    }

    private static readonly PayeeRow Council = new() { State = "ACCEPTED", Holder = "COUNCIL_BUYS", AreaCode = "E05000001" };

    private static AwardRow Award(string state) => new()
    {
        AwardId = "award", State = state, AreaCode = "E05000001", Recipient = People.Amina.Subject, AgreementVersion = "1",
        AmountMinor = 1000, Currency = "GBP",
        AnswerBy = Now.AddDays(-1),
    };

    private static AcceptAwardRequest Yes(string partWords = "", string usedBy = "") =>
        new() { AgreementVersion = "1", PartWords = partWords, UsedBy = usedBy };
}
