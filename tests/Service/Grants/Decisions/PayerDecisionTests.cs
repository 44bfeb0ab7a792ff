using Participatory.Grants.Payments.Payers;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Grants.Decisions;

public sealed class PayerDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 2, 0, 0, 0, TimeSpan.Zero);

    private static readonly Payer Account = new("Elm Borough", "200000", "12345678", "");

    [Fact]
    public void Two_finance_officers_change_the_account() => StateTable.Holds<PayerState>(
        """
                Ask    Agree            AgreeAsker            AgreeOther
        ASKED   ASKED  AGREED           SECOND_PERSON_NEEDED  PAYER_NOT_ASKED
        AGREED  ASKED  PAYER_NOT_ASKED  PAYER_NOT_ASKED       PAYER_NOT_ASKED
        """,
        ("Ask", state => AskForPayer.Decide(Last(state), null, Account, People.Femi, Now).State),
        ("Agree", state => AgreeToPayer.Decide(Last(state), 1, People.Noor, Now).State),
        ("AgreeAsker", state => AgreeToPayer.Decide(Last(state), 1, People.Femi, Now).State),
        ("AgreeOther", state => AgreeToPayer.Decide(Last(state), 2, People.Noor, Now).State));

    [Fact]
    public void Nobody_asks_for_the_account_that_it_is_and_nobody_agrees_to_nothing()
    {
        Assert.Equal("PAYER_AS_IT_IS", StateTable.Outcome(() => AskForPayer.Decide(null, Account, Account, People.Femi, Now).State));
        Assert.Equal("ASKED", AskForPayer.Decide(null, Account with { ServiceUserNumber = "1" }, Account, People.Femi, Now).State);
        // A wrong account that waits is taken back so.
        Assert.Equal("ASKED", AskForPayer.Decide(Last("ASKED"), Account, Account, People.Femi, Now).State);
        Assert.Equal("PAYER_NOT_ASKED", StateTable.Outcome(() => AgreeToPayer.Decide(null, 1, People.Noor, Now).State));
    }

    private static PayerRow Last(string state) => new() { Number = 1, State = state, AskedBy = People.Femi.Subject };
}
