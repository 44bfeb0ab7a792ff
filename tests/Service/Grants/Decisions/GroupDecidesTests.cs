using Participatory.Grants.Groups;
using Participatory.Grants.Payees;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Grants.Decisions;

/// <summary>Two yeses: to the bank details of a group, and to a grant that becomes a group's.</summary>
public sealed class GroupDecidesTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Both = [People.Amina.Subject, People.Tom.Subject];

    private static readonly PayeeRow OfAmina = new()
    {
        AwardId = "award", State = "ACCEPTED", Recipient = People.Amina.Subject, Holder = "GROUP", DetailsVersion = 1,
        GivenBy = People.Amina.Subject,
    };

    private static readonly PayeeRow OfGroup = OfAmina with { GroupId = "group", Signers = Both };

    private static readonly AwardMoveRow Offered = new()
    {
        AwardId = "award", GroupId = "group", OfferedBy = People.Amina.Subject, OfferedAt = Now,
    };

    [Fact]
    public void Bank_details_that_count_are_confirmed_once_by_somebody_else_of_the_group()
    {
        Assert.Equal("1", Confirmed(OfGroup, People.Tom));
        Assert.Equal("SECOND_PERSON_NEEDED", Confirmed(OfGroup, People.Amina));
        Assert.Equal("NOT_YOUR_AWARD", Confirmed(OfGroup, People.Olu));
        Assert.Equal("NOT_YOUR_AWARD", Confirmed(OfGroup, People.Nobody));
        Assert.Equal("OTHER_DETAILS", Confirmed(OfGroup with { DetailsVersion = 2 }, People.Tom));
        Assert.Equal("PAYEE_STATE", Confirmed(OfGroup with { SecondAt = Now }, People.Tom));
        Assert.Equal("PAYEE_STATE", Confirmed(OfAmina, People.Amina));
        Assert.Equal("AWARD_NOT_PAYABLE", Confirmed(OfGroup with { State = "PAID" }, People.Tom));
        // Whoever asked the bank, or by telephone, is not the second person of the group as well.
        Assert.Equal("SECOND_PERSON_NEEDED", Confirmed(OfGroup with { CheckedBy = People.Tom.Subject }, People.Tom));
        Assert.Equal("SECOND_PERSON_NEEDED", Confirmed(OfGroup with { ChangeBy = People.Tom.Subject }, People.Tom));
    }

    [Fact]
    public void A_grant_is_offered_by_its_holder_to_a_group_in_which_somebody_else_can_say_yes()
    {
        Assert.Equal("OFFERED", Moved(OfAmina, People.Amina));
        Assert.Equal("NOT_YOUR_AWARD", Moved(OfAmina, People.Tom));
        Assert.Equal("MOVE_WAITS", Moved(OfAmina, People.Amina, open: Offered));
        Assert.Equal("MOVE_NEEDS_SIGNER", Moved(OfAmina, People.Amina, signers: [People.Amina.Subject]));
        Assert.Equal("MOVE_NEEDS_SIGNER", Moved(OfAmina, People.Amina, isClosed: true));
        Assert.Equal("AWARD_OF_GROUP", Moved(OfGroup, People.Amina));
        Assert.Equal("PAYMENT_ON_ITS_WAY", Moved(OfAmina with { AskedMinor = 1 }, People.Amina));
        Assert.Equal("AWARD_NOT_PAYABLE", Moved(OfAmina with { State = "CLOSED" }, People.Amina));
    }

    [Fact]
    public void Somebody_else_of_the_group_says_yes_and_either_says_no()
    {
        Assert.Equal("ACCEPTED", Answered(Offered, People.Tom, yes: true));
        Assert.Equal("REFUSED", Answered(Offered, People.Tom, yes: false));
        Assert.Equal("TAKEN_BACK", Answered(Offered, People.Amina, yes: false));
        Assert.Equal("SECOND_PERSON_NEEDED", Answered(Offered, People.Amina, yes: true));
        Assert.Equal("NOT_YOUR_AWARD", Answered(Offered, People.Olu, yes: true));
        Assert.Equal("NOT_YOUR_AWARD", Answered(Offered, People.Olu, yes: false));
        Assert.Equal("MOVE_GONE", Answered(null, People.Amina, yes: false));
        // Its holder was forgotten, or is somebody else now.
        Assert.Equal("MOVE_GONE", Answered(Offered with { OfferedBy = "" }, People.Tom, yes: true));
        Assert.Equal("MOVE_GONE", Answered(Offered with { OfferedBy = People.Olu.Subject }, People.Tom, yes: true));
        Assert.Equal("MOVE_NEEDS_SIGNER", Answered(Offered, People.Tom, yes: true, isClosed: true));
        Assert.Equal("PAYMENT_ON_ITS_WAY", Answered(Offered, People.Tom, yes: true, OfAmina with { AskedMinor = 1 }));
        Assert.Equal("REFUSED", Answered(Offered, People.Tom, yes: false, OfAmina with { AskedMinor = 1 }));
    }

    private static string Confirmed(PayeeRow payee, Caller caller) =>
        StateTable.Outcome(() => ConfirmBankDetails.Decide(payee, 1, caller));

    private static string Moved(
        PayeeRow payee, Caller caller, AwardMoveRow? open = null, string[]? signers = null, bool isClosed = false) =>
        StateTable.Outcome(() => MoveAwardToGroup.Decide(payee, open, "group", signers ?? Both, isClosed, caller, Now).State);

    private static string Answered(
        AwardMoveRow? open, Caller caller, bool yes, PayeeRow? payee = null, bool isClosed = false) =>
        StateTable.Outcome(() => AnswerAwardMove.Decide(payee ?? OfAmina, open, Both, isClosed, yes, caller, Now).State);
}
