using Participatory.Grants.Awards;
using Participatory.Grants.Payees;
using Participatory.Grants.Payments;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Grants.Decisions;

public sealed class PaymentDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly BankAccount Theirs = new("Elm Park Gardeners", "123456", "12345678");
    private static readonly BankAccount Others = Theirs with { AccountNumber = "87654321" };

    // Where the money goes, as far as each step asks for more.
    private static readonly PayeeRow Nobody = new()
    {
        State = "ACCEPTED", AreaCode = "E05000001", Recipient = People.Amina.Subject,
        AmountMinor = 1000, Currency = "GBP"
    };
    private static readonly PayeeRow Host = Nobody with { Holder = "HOST", ChosenAt = Now };
    private static readonly PayeeRow WithoutDetails = Nobody with { Holder = "GROUP" };
    private static readonly PayeeRow Unchecked = WithoutDetails with { DetailsVersion = 1, GivenBy = People.Amina.Subject };
    private static readonly PayeeRow Wrong = Unchecked with { Result = "NO_MATCH" };
    private static readonly PayeeRow Ready = Unchecked with { Result = "MATCH" };
    private static readonly PayeeRow Changed = Ready with { FrozenAt = Now };

    [Fact]
    public void Every_command_on_a_payment_in_every_state() => StateTable.Holds<PaymentState>(
        """
                    Approve        Confirm        Cancel
        INSTRUCTED  APPROVED       PAYMENT_STATE  CANCELLED
        APPROVED    PAYMENT_STATE  CONFIRMED      CANCELLED
        CONFIRMED   PAYMENT_STATE  PAYMENT_STATE  PAYMENT_STATE
        CANCELLED   PAYMENT_STATE  PAYMENT_STATE  PAYMENT_STATE
        """,
        ("Approve", state => ApprovePayment.Decide(Payment(state), Ready, People.Femi, Now).State),
        ("Confirm", state => ConfirmPayment.Decide(Payment(state), Ready, Award, 0, "B-1", People.Femi, Now).Confirmed.State),
        ("Cancel", state => CancelPayment.Decide(Payment(state), "Wrong amount.", People.Olu).State));

    [Fact]
    public void What_a_payment_needs_of_its_payee_at_every_step()
    {
        (PayeeStep Step, PayeeRow Payee)[] payees =
        [
            (PayeeStep.ChooseHolder, Nobody), (PayeeStep.ConfirmHosting, Host), (PayeeStep.GiveBankDetails, WithoutDetails),
                (PayeeStep.ConfirmChange, Changed), (PayeeStep.Agree, Ready with { GroupId = "group-1" }),
            (PayeeStep.Check, Unchecked), (PayeeStep.Correct, Wrong), (PayeeStep.Ready, Ready),
        ];
        Assert.All(payees, one => Assert.Equal(one.Step, one.Payee.Step));
        var at = payees.ToDictionary(one => StateText.Of(one.Step), one => one.Payee);

        StateTable.Holds<PayeeStep>(
            """
                               Instruct          Approve            Confirm            ConfirmSent
            CHOOSE_HOLDER      PAYEE_NOT_READY   PAYEE_NOT_READY    PAYEE_NOT_READY    CONFIRMED
            CONFIRM_HOSTING    PAYEE_NOT_READY   PAYEE_NOT_READY    PAYEE_NOT_READY    CONFIRMED
            GIVE_BANK_DETAILS  PAYEE_NOT_READY   PAYEE_NOT_READY    PAYEE_NOT_READY    CONFIRMED
            CONFIRM_CHANGE     1                 PAYEE_FROZEN       PAYEE_FROZEN       CONFIRMED
            CHECK              1                 PAYEE_NOT_CHECKED  PAYEE_NOT_CHECKED  CONFIRMED
            CORRECT            1                 PAYEE_NOT_CHECKED  PAYEE_NOT_CHECKED  CONFIRMED
            READY              1                 APPROVED           CONFIRMED          CONFIRMED
            AGREE              PAYEE_NOT_READY   PAYEE_NOT_READY    PAYEE_NOT_READY    CONFIRMED
            """,
            ("Instruct", step => InstructPayment.Decide(Award, at[step], new PartRow { Part = 1 }, People.Olu).Part),
            ("Approve", step => ApprovePayment.Decide(Payment("INSTRUCTED"), at[step], People.Femi, Now).State),
            ("Confirm", step => ConfirmPayment.Decide(Payment("APPROVED"), at[step], Award, 0, "B-1", People.Femi, Now).Confirmed.State),
            ("ConfirmSent", step => ConfirmPayment.Decide(Payment("APPROVED") with { Exports = 1 }, at[step], Award, 0, "B-1",
                People.Femi, Now).Confirmed.State));
    }

    [Fact]
    public void Whoever_asked_for_a_payment_does_not_approve_it_and_what_is_approved_are_the_details_that_count()
    {
        Assert.Equal("SECOND_PERSON_NEEDED", StateTable.Outcome(() => ApprovePayment.Decide(Payment("INSTRUCTED"), Ready, People.Grace,
            Now)));
        Assert.Equal(1, ApprovePayment.Decide(Payment("INSTRUCTED"), Ready, People.Femi, Now).DetailsVersion);
        Assert.Null(ApprovePayment.Decide(Payment("INSTRUCTED"), Nobody with { Holder = "COUNCIL_BUYS" }, People.Femi, Now).DetailsVersion);
        Assert.Equal("OTHER_DETAILS", StateTable.Outcome(() => ConfirmPayment.Decide(Payment("APPROVED") with { DetailsVersion = 2 },
            Ready, Award, 0, "", People.Femi, Now)));
    }

    [Fact]
    public void With_the_last_part_the_award_is_paid()
    {
        Assert.Null(ConfirmPayment.Decide(Payment("APPROVED"), Ready, Award, 599, "B-1", People.Femi, Now).Paid);
        var (confirmed, paid) = ConfirmPayment.Decide(Payment("APPROVED"), Ready, Award, 600, "B-1", People.Femi, Now);

        Assert.Equal((People.Femi.ShownAs, (DateTimeOffset?)Now, "B-1"), (confirmed.ConfirmedAs, confirmed.ConfirmedAt,
            confirmed.BankReference));
        Assert.Equal(("PAID", (DateTimeOffset?)Now), (paid!.State, paid.PaidAt));
    }

    [Fact]
    public void A_payment_that_every_part_was_asked_for_is_not_asked_for_again() =>
        Assert.Equal("PAYMENT_ON_ITS_WAY", StateTable.Outcome(() => InstructPayment.Decide(Award, Ready, next: null, People.Olu)));

    [Fact]
    public void What_went_to_the_bank_is_stopped_by_finance_and_what_did_not_by_officers_of_the_area_too()
    {
        Assert.Equal("OTHER_AREA", StateTable.Outcome(() => CancelPayment.Decide(Payment("APPROVED") with { AreaCode = "E05000002" }, "",
            People.Olu)));
        Assert.Equal("PAYMENT_IN_RUN", StateTable.Outcome(() => CancelPayment.Decide(Payment("APPROVED") with { Exports = 1 }, "",
            People.Olu)));
        Assert.Equal("Returned.", CancelPayment.Decide(Payment("APPROVED") with { Exports = 1, AreaCode = "E05000002" }, "Returned.",
            People.Femi).CancelReason);
    }

    [Fact]
    public void Every_command_on_a_payee_in_every_state_of_its_award() => StateTable.Holds<AwardState>(
        """
                   Choose             Host               Give               Check              Change             Plan
        WAITING    AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE
        OFFERED    AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE
        ACCEPTED   GROUP              yes                yes                1                  yes                2
        DECLINED   AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE
        PAID       AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE
        CLOSED     AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE
        WITHDRAWN  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE
        EXPIRED    AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE  AWARD_NOT_PAYABLE
        """,
        ("Choose", state => ChooseHolder.Decide(Nobody with { State = state }, new() { Holder = Holder.Group }, People.Amina, Now).Holder),
        ("Host", state => ConfirmHosting.Decide(Host with { State = state }, hasCode: true, new(), People.Tom,
            Now).HostPerson == People.Tom.Subject),
        ("Give", state => GiveBankDetails.Decide(WithoutDetails with { State = state }, null, null, 0, Theirs,
            People.Amina) == new GiveBankDetails.Given(1, Changed: false)),
        ("Check", state => RecordPayeeCheck.Decide(Unchecked with { State = state }, 1, People.Femi)),
        ("Change", state => ConfirmChange.Decide(Changed with { State = state }, new() { DetailsVersion = 1 },
            People.Femi).FrozenAt is null),
        ("Plan", state => PlanPayments.Decide(Ready with { State = state }, Parts(400, 600), People.Olu, payments: 0).Count));

    [Fact]
    public void Who_holds_the_money_is_for_the_group_to_say_until_a_payment_is_on_its_way()
    {
        Assert.Equal("NOT_YOUR_AWARD", StateTable.Outcome(() => ChooseHolder.Decide(Nobody, new() { Holder = Holder.Group }, People.Grace,
            Now)));
        Assert.Equal("PAYMENT_ON_ITS_WAY", StateTable.Outcome(() => ChooseHolder.Decide(Nobody with { AskedMinor = 1 },
            new() { Holder = Holder.Group }, People.Amina, Now)));
        var person = ChooseHolder.Decide(Nobody, new() { Holder = Holder.Person, GroupName = "A name", HostName = "A host" },
            People.Amina, Now);
        Assert.Equal(("PERSON", "", null), (person.Holder, person.GroupName, person.HostName));
        var host = ChooseHolder.Decide(Nobody, new() { Holder = Holder.Host, GroupName = " A name ", HostName = " A host " },
            People.Amina, Now);
        Assert.Equal(("HOST", "A name", "A host"), (host.Holder, host.GroupName, host.HostName));
    }

    [Fact]
    public void A_host_is_somebody_else_with_the_link_of_now_and_confirms_once()
    {
        Assert.Equal("NOT_YOUR_AWARD", StateTable.Outcome(() => ConfirmHosting.Decide(Host, hasCode: false, new(), People.Tom, Now)));
        Assert.Equal("SECOND_PERSON_NEEDED", StateTable.Outcome(() => ConfirmHosting.Decide(Host, hasCode: true, new(), People.Amina,
            Now)));
        Assert.Equal("AWARD_ANSWERED", StateTable.Outcome(() => ConfirmHosting.Decide(Host with { HostPerson = "somebody" },
            hasCode: true, new(), People.Tom, Now)));
    }

    [Fact]
    public void Bank_details_are_given_by_whoever_holds_the_money_and_others_than_before_freeze_it()
    {
        var hosted = Host with { HostPerson = People.Tom.Subject };
        Assert.Equal("NOT_YOUR_AWARD", Given(WithoutDetails, People.Tom));
        Assert.Equal("NOT_YOUR_AWARD", Given(hosted, People.Amina));
        Assert.Equal("PAYEE_NOT_READY", Given(Nobody, People.Amina));
        Assert.Equal("PAYEE_NOT_READY", Given(Nobody with { Holder = "COUNCIL_BUYS" }, People.Amina));
        Assert.Equal(new(1, Changed: false), GiveBankDetails.Decide(hosted, null, null, 0, Theirs, People.Tom));
        Assert.Null(GiveBankDetails.Decide(Ready, Theirs, Theirs, 1, Theirs, People.Amina));
        Assert.Equal(new(2, Changed: true), GiveBankDetails.Decide(Ready, Theirs, Theirs, 1, Others, People.Amina));
        // Another holder was chosen since: the same account again is no change, and another one is.
        Assert.Equal(new(2, Changed: false), GiveBankDetails.Decide(WithoutDetails, null, Theirs, 1, Theirs, People.Amina));
        Assert.Equal(new(2, Changed: true), GiveBankDetails.Decide(WithoutDetails, null, Theirs, 1, Others, People.Amina));

        static string Given(PayeeRow payee, Caller caller) => StateTable.Outcome(() => GiveBankDetails.Decide(payee, null, null, 0,
            Theirs, caller));
    }

    [Fact]
    public void Bank_details_are_judged_by_somebody_else_and_as_they_are_now()
    {
        Assert.Equal("PAYEE_NOT_READY", StateTable.Outcome(() => RecordPayeeCheck.Decide(WithoutDetails, 0, People.Femi)));
        Assert.Equal("OTHER_DETAILS", StateTable.Outcome(() => RecordPayeeCheck.Decide(Unchecked, 2, People.Femi)));
        Assert.Equal("SECOND_PERSON_NEEDED", StateTable.Outcome(() => RecordPayeeCheck.Decide(Unchecked, 1, People.Amina)));
        Assert.Equal("PAYEE_STATE", StateTable.Outcome(() => ConfirmChange.Decide(Ready, new() { DetailsVersion = 1 }, People.Femi)));
        // Nor by whoever confirmed them for the group.
        Assert.Equal("SECOND_PERSON_NEEDED", StateTable.Outcome(() => RecordPayeeCheck.Decide(
            Unchecked with { SecondBy = People.Femi.Subject, SecondAt = Now }, 1, People.Femi)));
        Assert.Equal("SECOND_PERSON_NEEDED", StateTable.Outcome(() => ConfirmChange.Decide(
            Changed with { SecondBy = People.Femi.Subject, SecondAt = Now }, new() { DetailsVersion = 1 }, People.Femi)));
    }

    [Fact]
    public void Parts_are_planned_before_the_first_payment_and_come_to_the_grant()
    {
        Assert.Equal("OTHER_AREA", StateTable.Outcome(() => PlanPayments.Decide(Ready with { AreaCode = "E05000002" }, Parts(400, 600),
            People.Olu, 0)));
        Assert.Equal("PAYMENT_ON_ITS_WAY", StateTable.Outcome(() => PlanPayments.Decide(Ready, Parts(400, 600), People.Olu, payments: 1)));
        Assert.Equal("@parts", StateTable.Outcome(() => PlanPayments.Decide(Ready, Parts(400, 601), People.Olu, 0)));
        Assert.Equal("@parts", StateTable.Outcome(() => PlanPayments.Decide(Ready with { Currency = "EUR" }, Parts(400, 600),
            People.Olu, 0)));
        Assert.Equal([(1, 400L), (2, 600L)], PlanPayments.Decide(Ready, Parts(400, 600), People.Olu, 0)
            .Select(part => (part.Part, part.AmountMinor)));
    }

    [Fact]
    public void A_payee_is_seen_by_its_group_its_host_and_the_council()
    {
        var hosted = Host with { HostPerson = People.Tom.Subject, AreaCode = "E05000002" };
        Assert.All(new[] { People.Amina, People.Tom, People.Grace, People.Femi },
            caller => Assert.Same(hosted, ReadPayees.Decide(hosted, invited: false, caller)));
        Assert.Same(hosted, ReadPayees.Decide(hosted, invited: true, People.Nobody));
        foreach (var caller in new[] { People.Nobody, People.Resident("somebody"), People.Olu })
        {
            Assert.Equal("NOT_YOUR_AWARD", StateTable.Outcome(() => ReadPayees.Decide(hosted, invited: false, caller)));
        }
    }

    private static readonly AwardRow Award = new()
    {
        AwardId = "award", State = "ACCEPTED", AreaCode = "E05000001", Recipient = People.Amina.Subject, AmountMinor = 1000,
        Currency = "GBP",
    };

    private static PaymentRow Payment(string state) => new()
    {
        PaymentId = "payment", AwardId = "award", AreaCode = "E05000001", State = state, AmountMinor = 400, Currency = "GBP",
        InstructedBy = People.Grace.Subject,
    };

    private static PlanPaymentsRequest Parts(params long[] minor) => new()
    {
        Parts = { minor.Select(
            (part, at) => new PaymentPart { Amount = new Money { AmountMinor = part, Currency = "GBP" }, DueOn = $"2026-0{at + 1}-01" }) },
    };
}
