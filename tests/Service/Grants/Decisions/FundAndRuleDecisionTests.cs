using Participatory.Grants.Awards;
using Participatory.Grants.Funds;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.Rules;
using Participatory.Grants.Settlements;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Grants.Decisions;

public sealed class FundAndRuleDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly FundRow Fund = new() { FundId = "fund", Name = "The fund", Currency = "GBP", BudgetCode = "B1" };
    private static readonly RoundTerms Round = new()
    {
        RoundId = "round", Currency = "GBP", Areas = new HashSet<string> { "E05000001",
        "E05000002" }
    };

    [Fact]
    public void A_fund_bears_the_id_that_it_was_asked_for_with_and_its_words_without_spaces_around_them()
    {
        var asked = CreateFund.Decide(new() { FundId = "town", Name = " The town ", Currency = "GBP", BudgetCode = " B1 " }, "new", Now);
        Assert.Equal(("town", "The town", "GBP", "B1", "NONE", Now), (asked.FundId, asked.Name, asked.Currency, asked.BudgetCode,
            asked.Evidence, asked.CreatedAt));
        Assert.Equal("new", CreateFund.Decide(new() { Name = "The town" }, "new", Now).FundId);
    }

    [Fact]
    public void Whoever_chooses_what_groups_keep_signs_for_it() => StateTable.Holds<Evidence>(
        """
                Choose
        NONE    NONE/0/Trust/Femi
        KEEP    KEEP/0/Trust/Femi
        SAMPLE  SAMPLE/5/Trust/Femi
        """,
        ("Choose", evidence =>
        {
            var kind = StateText.Read<Evidence>(evidence);
            var choice = ChooseEvidence.Decide(
                new() { Evidence = kind, Groups = kind == Evidence.Sample ? 5 : 0, Reason = " Trust " },
                People.Femi with { ShownAs = "Femi" }, Now);
            Assert.Equal(Now, choice.ChosenAt);
            return $"{choice.Evidence}/{choice.SampleGroups}/{choice.Reason}/{choice.ChosenAs}";
        }
    ));

    [Fact]
    public void What_is_paid_in_is_in_the_funds_currency_and_within_what_it_can_hold()
    {
        var funder = Account.OfFunder("The council", "GBP");
        var income = RecordIncome.Decide(Paid(100), funder, Fund, 0, People.Femi, Now);

        Assert.Equal((funder.AccountId, "fund:fund", 100L, TransferCode.Income, "B1"), (income.DebitAccount, income.CreditAccount,
            income.AmountMinor, income.Code, income.BudgetCode));
        Assert.Equal("@amount.currency",
            StateTable.Outcome(() => RecordIncome.Decide(Paid(100, "EUR"), funder, Fund, 0, People.Femi, Now)));
        Assert.Equal("TOO_MUCH_MONEY", StateTable.Outcome(() => RecordIncome.Decide(Paid(100), funder, Fund, Ledger.MostInAnAccount - 99,
            People.Femi, Now)));
        Assert.Equal(100, RecordIncome.Decide(Paid(100), funder, Fund, Ledger.MostInAnAccount - 100, People.Femi, Now).AmountMinor);

        static RecordIncomeRequest Paid(long minor, string currency = "GBP") => new()
        {
            Amount = new Money
            {
                AmountMinor = minor,
                Currency = currency
            }
        };
    }

    [Fact]
    public void Of_all_that_moves_only_income_is_put_right_and_only_once() => StateTable.Holds(
        [.. typeof(TransferCode).GetFields().Select(field => (string)field.GetRawConstantValue()!)],
        """
                         Correct          Again
        INCOME           CORRECTION       NOT_CORRECTABLE
        RELEASE          NOT_CORRECTABLE  NOT_CORRECTABLE
        AWARD            NOT_CORRECTABLE  NOT_CORRECTABLE
        AWARD_DECLINED   NOT_CORRECTABLE  NOT_CORRECTABLE
        AWARD_WITHDRAWN  NOT_CORRECTABLE  NOT_CORRECTABLE
        AWARD_EXPIRED    NOT_CORRECTABLE  NOT_CORRECTABLE
        PAYMENT          NOT_CORRECTABLE  NOT_CORRECTABLE
        GROUP_RETURNED   NOT_CORRECTABLE  NOT_CORRECTABLE
        CLAWBACK         NOT_CORRECTABLE  NOT_CORRECTABLE
        UNSPENT          NOT_CORRECTABLE  NOT_CORRECTABLE
        ROLLED_OUT       NOT_CORRECTABLE  NOT_CORRECTABLE
        ROLLED_IN        NOT_CORRECTABLE  NOT_CORRECTABLE
        CORRECTION       NOT_CORRECTABLE  NOT_CORRECTABLE
        """,
        ("Correct", code => CorrectIncome.Decide(Moved(code), corrected: null, People.Femi, Now).Code),
        ("Again", code => CorrectIncome.Decide(Moved(code), corrected: "correction-of-t", People.Femi, Now).Code));

    [Fact]
    public void A_correction_goes_the_way_back()
    {
        var correction = CorrectIncome.Decide(Moved("INCOME"), corrected: null, People.Femi, Now);

        Assert.Equal(("correction-of-t", "to", "from", "t", People.Femi.Subject), (correction.TransferId, correction.DebitAccount,
            correction.CreditAccount, correction.Corrects, correction.Actor));
    }

    [Fact]
    public void What_is_left_goes_where_the_policy_says_and_nowhere_else()
    {
        // What was published before the vote, against whether another round is named.
        StateTable.Holds<UnspentMoney>(
            """
                        Back             Onwards
            RETURN      Return           @to_round_id
            ROLL_OVER   @to_round_id     RollOver
            OFFER_NEXT  OfferNext        @to_round_id
            """,
            ("Back", unspent => SettleRound.Decide(Round with { ResultAt = Now, Unspent = unspent }, underWay: 0,
                new() { RoundId = "round" })),
            ("Onwards", unspent => SettleRound.Decide(Round with { ResultAt = Now, Unspent = unspent }, underWay: 0,
                new() { RoundId = "round", ToRoundId = "next" })));
        Assert.Equal("@to_round_id", Settled(Round with { ResultAt = Now, Unspent = "ROLL_OVER" }, to: "round"));
        Assert.Equal("ROUND_UNDER_WAY", Settled(Round with { ResultAt = Now, Unspent = "RETURN" }, underWay: 1));
        Assert.Equal("ROUND_UNDER_WAY", Settled(Round with { Unspent = "RETURN" }));
        Assert.Equal("ROUND_UNDER_WAY", Settled(Round with { ResultAt = Now }));
        Assert.Equal("ROUND_UNDER_WAY", Settled(null));

        static string Settled(RoundTerms? round, int underWay = 0, string to = "") =>
            StateTable.Outcome(() => SettleRound.Decide(round, underWay, new() { RoundId = "round", ToRoundId = to }));
    }

    [Fact]
    public void Rules_about_money_stand_once_people_can_vote()
    {
        var asked = new MoneyRules
        {
            RoundId = "round", Contact = " Grace ", RingFences = { new RingFence { Mark = "young",
            Amount = new Money { AmountMinor = 1, Currency = "GBP" } } }
        };
        var rules = PublishMoneyRules.Decide(asked, Round, People.Grace, Now);
        Assert.Equal(("Grace", MoneyRulesRow.UsualAnswerWithinDays, MoneyRulesRow.UsualPartAtLeast, Now), (rules.Contact,
            rules.AnswerWithinDays, rules.PartAtLeast, rules.SetAt));
        var chosen = PublishMoneyRules.Decide(new(asked) { AnswerWithinDays = 20, PartAtLeast = 30 }, null, People.Grace, Now);
        Assert.Equal((20, 30), (chosen.AnswerWithinDays, chosen.PartAtLeast));
        Assert.Equal("RULES_FIXED", Published(Round with { VotingFrom = Now }));
        Assert.Equal("@rules.ring_fences[0].amount.currency", Published(Round with { Currency = "EUR" }));
        Assert.Equal("OTHER_AREA", StateTable.Outcome(() => PublishMoneyRules.Decide(asked, Round, People.Olu, Now)));
        Assert.Equal("OTHER_AREA", StateTable.Outcome(() => PublishMoneyRules.Decide(asked, null, People.Olu, Now)));

        string Published(RoundTerms round) => StateTable.Outcome(() => PublishMoneyRules.Decide(asked, round, People.Grace, Now));
    }

    [Fact]
    public void An_idea_bears_marks_that_the_round_has_and_none_once_people_can_vote()
    {
        Fence[] fences = [new() { Mark = "young", Title = "Young people" }];
        var asked = new MarkIdeaRequest { AreaCode = "E05000001", Marks = { "young", "young" } };

        Assert.Equal(["young"], MarkIdea.Decide(asked, Round, fences, "E05000001", People.Olu, Now));
        Assert.Equal([""], MarkIdea.Decide(new() { AreaCode = "E05000001" }, Round, fences, "E05000001", People.Olu, Now));
        Assert.Equal("@marks", StateTable.Outcome(() => MarkIdea.Decide(asked, Round, [], "E05000001", People.Olu, Now)));
        Assert.Equal("@area_code", StateTable.Outcome(() => MarkIdea.Decide(asked, Round, fences, "E05000002", People.Grace, Now)));
        Assert.Equal("OTHER_AREA", StateTable.Outcome(() => MarkIdea.Decide(asked, Round, fences, "E05000002", People.Olu, Now)));
        Assert.Equal("RULES_FIXED", StateTable.Outcome(() => MarkIdea.Decide(asked, Round with { VotingFrom = Now }, fences, "E05000001",
            People.Olu, Now)));
    }

    [Fact]
    public void The_file_of_a_run_is_made_again_unless_one_of_its_payments_was_stopped() => StateTable.Holds<PaymentState>(
        """
                    Export
        INSTRUCTED  payments-000001.csv
        APPROVED    payments-000001.csv
        CONFIRMED   payments-000001.csv
        CANCELLED   FILE_NOT_WRITABLE
        """,
        ("Export", state => ExportRun.Decide(
            new RunFile("run", "000001", Now, new DateOnly(2026, 7, 1), new DateOnly(2026, 7, 7), new DateOnly(2026, 7, 6),
                new Payer("Council", "123456", "12345678", ""), []),
            [new Run.LineRow { State = state, Title = "Benches" }],
            RunFormat.Csv).FileName));

    private static TransferRow Moved(string code) =>
        new() { TransferId = "t", DebitAccount = "from", CreditAccount = "to", Code = code, Currency = "GBP" };
}
