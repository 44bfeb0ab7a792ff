using System.Globalization;
using System.Text;
using Google.Protobuf;
using Participatory.Grants.V1;
using Participatory.Standalone.Demo;
using PublicHoliday;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>Groups say yes or no, say who holds the money, and are paid by two people.</summary>
public sealed partial class FormWalk
{
    private const string Bench = "A bench by the pond";
    private const string Cafe = "A repair café";
    private const string Lights = "Lights on the path";
    private const string Swap = "A book swap";
    private const string Tools = "A tool library";
    private const string Swifts = "A swift walk";

    private Dictionary<string, string> awards = [];

    private async Task GroupsSayYesOrNo()
    {
        await doors.Anyone.Voting.GetResultAsync(new() { PollId = round });
        awards = (await Granting.Awards(ElmPark.Write(1, quick: true) with { RoundId = round }, doors, ToWin.Length + 1, "The offers",
            award => award.AgreementVersion.Length > 0, default)).ToDictionary(award => award.Title, award => award.AwardId);
        var month = DateTime.UtcNow.AddMonths(3);
        await Table.Fill(volunteer, $"/my/grants/{awards[Bench]}", "",
        [
            Choice("UsedBy", month.ToString("yyyy-MM", CultureInfo.InvariantCulture), "usedBy",
                month.ToString("yyyy-MM", CultureInfo.InvariantCulture), month.ToString("MMMM yyyy", CultureInfo.InvariantCulture)),
        ], _ => Award(Bench));
        foreach (var title in (string[])[Cafe, Lights, Swap, Swifts])
        {
            var award = await doors.Volunteer.Grants.GetAwardAsync(new() { AwardId = awards[title] });
            await doors.Volunteer.Grants.AcceptAwardAsync(new()
            {
                RequestId = Guid.NewGuid().ToString(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion,
            });
        }

        await Table.Fill(volunteer, $"/my/grants/{awards[Tools]}/no", "",
            [Text("Reason", "We have found a shed that is free.", "declineReason"),
                Pressed("state", "AWARD_STATE_DECLINED", Words.Grants.WayDeclined)], _ => Award(Tools),
            [(volunteer, $"/my/grants/{awards[Tools]}"), (officer, Council + "/grants")]);
        await Table.Fill(officer, Council + "/grants", "Withdraw",
        [
            Choice("AwardId", awards[Swifts], "awardId", awards[Swifts], Words.Grants.WithdrawnWhy),
            Text("Reason", "The roof has come down.", "withdrawReason"),
        ], _ => Award(Swifts), [(volunteer, $"/my/grants/{awards[Swifts]}"), (officer, Council + "/grants")]);
    }

    private async Task GroupsSayWhoHoldsTheMoney()
    {
        await Table.Fill(volunteer, Money(Bench), "Who",
            [Typed.Unread("Holder", "Group", "the next page keeps it", Words.Payees.GroupName)]);
        await Table.Fill(volunteer, Money(Bench) + "?holder=Group&change=holder", "Choose",
        [
            Text("GroupName", "Mill Lane Neighbours", "groupName"), Text("CharityNumber", "1098765", "charityNumber"),
            Text("CompanyNumber", "07654321", "companyNumber"), Pressed("holder", "HOLDER_GROUP", unseen: "its name says it"),
        ], _ => Payee(Bench), [(finance, Check(Bench)), (volunteer, Money(Bench) + "?done=true")]);
        await Bank(volunteer, Money(Bench), Bench, "Mill Lane Neighbours Account", "20-30-41", "12345671");
        await Table.Fill(volunteer, Money(Swap) + "?holder=CouncilBuys&change=holder", "Choose",
        [
            Text("Shopping", "Two cupboards,\na bolt & a lock", "shopping"),
            Pressed("holder", "HOLDER_COUNCIL_BUYS", Words.Payees.HolderBuys),
        ], _ => Payee(Swap));
        await Table.Fill(volunteer, Money(Lights), "Who",
            [Choice("Holder", "Person", "holder", "HOLDER_PERSON", unseen: "the next page asks for the account")], _ => Payee(Lights));
        await Bank(volunteer, Money(Lights), Lights, "Tom Okafor of Mill Lane", "20-30-42", "12345672");
        await Table.Fill(volunteer, Money(Cafe) + "?holder=Host&change=holder", "Choose",
        [
            Text("GroupName", "Repairers of the harbour", "groupName"), Text("HostName", "St Anne's Parish", "hostName"),
            Pressed("holder", "HOLDER_HOST", unseen: "its name says it"),
        ], _ => Payee(Cafe));
        var code = (await doors.Volunteer.Grants.GetPayeeAsync(new() { AwardId = awards[Cafe] })).HostCode;
        await Table.Fill(resident, $"/hosting/{awards[Cafe]}?code={code}", "Confirm",
        [
            Text("FeeBasisPoints", "4.25", "hostFeeBasisPoints", kept: "425", seen: "4.25%"),
            Text("CharityNumber", "1011121", "charityNumber"), Text("CompanyNumber", "08182838", "companyNumber"),
            Text("Words", "We hold it for them,\nand hand it on at once.", "hostWords"),
            Text("SignedBy", "Amina Yusuf, treasurer", "hostConfirmedBy"),
        ], _ => Payee(Cafe), [(finance, Check(Cafe)), (volunteer, Money(Cafe))]);
        await Bank(resident, $"/hosting/{awards[Cafe]}", Cafe, "Parish of St Anne", "20-30-43", "12345673");
    }

    private async Task TwoFinanceOfficersChangeTheAccount()
    {
        (Typist, string)[] shown = [(finance, "/council/payer")];
        await Table.Fill(finance, "/council/payer", "Ask",
        [
            Text("Name", "Harbour Town Council No 2", "waiting.name"), Text("SortCode", "20-30-77", "waiting.sortCode", kept: "203077",
                seen: "203077"),
            Text("AccountNumber", "1234 5777", "waiting.accountNumber", kept: "12345777", seen: "12345777"),
            Text("ServiceUserNumber", "987655", "waiting.serviceUserNumber"),
        ], _ => Payers(), shown);
        await Table.Fill(await ByEmail("ines@council.example"), "/council/payer", "Agree",
            [Pressed("agreed.agreedBy", "Ines Duarte, finance officer", "Ines Duarte, finance officer")], _ => Payers(), shown);

        async Task<Google.Protobuf.IMessage> Payers() => await doors.Finance.Grants.GetPayerAsync(new());
    }

    private async Task FinanceAsksTheBank()
    {
        await Table.Fill(finance, Check(Bench), "Open",
            [Text("Why", "To ask the bank about the name", "readings.why")], _ => Payee(Bench), [(volunteer, Money(Bench))]);
        await Table.Fill(finance, Check(Bench), "Check",
        [
            Choice("Result", "CloseMatch", "check.result", "PAYEE_CHECK_RESULT_CLOSE_MATCH", Words.Payees.CheckCloseMatch),
            Text("Note", "The bank says Neighbors.", "check.note"),
        ], _ => Payee(Bench));
        await Table.Fill(finance, "/council/payees", "",
        [
            Tick("Chosen", "payees.check.result", "PAYEE_CHECK_RESULT_MATCH", unseen: "the next row reads it",
                value: $"1 {awards[Cafe]}"),
        ], async _ => await doors.Finance.Grants.ListPayeesAsync(new() { RoundId = round, PageSize = 50 }), []);
        await Bank(volunteer, Money(Bench) + "?change=bank", Bench, "Mill Lane Neighbours CIO", "20-30-44", "12345674");
        var ofResident = await DoorOf(resident);
        await ofResident.Grants.ConfirmBankDetailsAsync(
            new() { RequestId = NewId(), AwardId = awards[Bench], DetailsVersion = 2 });
        await Table.Fill(finance, Check(Bench), "Confirm",
        [
            Choice("Channel", "InPerson", "change.channel", "CHANNEL_IN_PERSON", Words.Payees.ChannelInPerson),
            Text("Note", "Tom came by and showed the letter.", "change.note"),
        ], _ => Payee(Bench));
        await Table.Fill(finance, Check(Bench), "Check",
        [
            Choice("Result", "Match", "check.result", "PAYEE_CHECK_RESULT_MATCH", Words.Payees.CheckMatch),
            Text("Note", "Now it is the same.", "check.note"),
        ], _ => Payee(Bench));
        await Table.Fill(finance, Check(Lights), "Check",
        [
            Choice("Result", "Match", "check.result", "PAYEE_CHECK_RESULT_MATCH", Words.Payees.CheckMatch),
            Text("Note", "His own account.", "check.note"),
        ], _ => Payee(Lights));
        var (first, last) = (Ahead(0), Ahead(40));
        await Table.Fill(officer, Check(Lights), "Plan",
        [
            Pounds("Amounts[0]", "5000.25", "parts[0].amount.amountMinor"), DayAhead("Days[0]", first, "parts[0].dueOn"),
            Pounds("Amounts[1]", "2299.75", "parts[1].amount.amountMinor"), DayAhead("Days[1]", last, "parts[1].dueOn"),
            .. new[] { "Amounts[2]", "Days[2]", "Amounts[3]", "Days[3]" }.Select(field =>
                Typed.Unread(field, "", "two parts are enough", unseen: "two parts are enough") with { Suggested = "left empty" }),
        ], _ => Payee(Lights));
    }

    private async Task TwoPeoplePay()
    {
        await Table.Fill(officer, "/council/payments", "Request",
            [.. new[] { Bench, Lights, Swap }.Select(title => Tick("Chosen", "payments.awardId", awards[title], title, value: awards[title])
                with { Suggested = "any may be ticked" })],
            async _ => await doors.Finance.Grants.ListPaymentsAsync(new() { RoundId = round, PageSize = 50 }),
            [(finance, "/council/payments")]);
        var (bench, lights, swap) = (await Payment(Bench), await Payment(Lights), await Payment(Swap));
        await Table.Fill(officer, $"/council/payments/{swap}", "Cancel",
            [Text("Reason", "The shop has no cupboards.", "cancelReason")], _ => Paid(swap), [(finance, $"/council/payments/{swap}")]);
        await doors.Officer.Grants.InstructPaymentAsync(new() { RequestId = Guid.NewGuid().ToString(), AwardId = awards[Swap] });
        swap = await Payment(Swap);
        await Table.Fill(finance, $"/council/payments/{swap}", "Approve",
            [Pressed("state", "PAYMENT_STATE_APPROVED", Words.Payments.StateApproved)], _ => Paid(swap));
        await Table.Fill(finance, $"/council/payments/{swap}", "Confirm",
            [Text("BankReference", "CARD 4711-08", "bankReference")], _ => Paid(swap));
        await Table.Fill(finance, "/council/payments", "Approve",
            [.. new[] { bench, lights }.Select(id => Tick("Chosen", "payments.approvedBy", "Rhys Morgan, finance officer",
                unseen: "the next page has it", value: id))],
            async _ => await doors.Finance.Grants.ListPaymentsAsync(new() { RoundId = round, PageSize = 50 }), []);
        var pay = BankDay(Ahead(5));
        var run = await Table.Fill(finance, "/council/runs", "", [DayAhead("PayOn", pay, "payOn")],
            async answer => await doors.Finance.Grants.GetRunAsync(new() { RunId = answer.Id }));
        await Table.Fill(finance, run.Path, "", [Pressed("exports.format", "RUN_FORMAT_CSV", unseen: "the file is the answer")],
            async _ => await doors.Finance.Grants.GetRunAsync(new() { RunId = run.Id }), button: "Format=Csv");
        var reference = (await doors.Finance.Grants.GetRunAsync(new() { RunId = run.Id })).Lines
            .Single(line => line.AwardId == awards[Bench]).Reference;
        var statement = $"Date,Description,Amount\n09/03/2026,BACS {reference},-850.00\n09/03/2026,BACS {reference},-850.00\n";
        await Table.Fill(finance, "/council/statement", "Read",
        [
            Upload("Csv", "statement.csv", Encoding.UTF8.GetBytes(statement), "payments.bankReference", reference, reference),
        ], async _ => await doors.Finance.Grants.ListPaymentsAsync(new() { RoundId = round, PageSize = 50 }),
            [(finance, $"/council/payments/{bench}")]);
        await Table.Fill(finance, "/council/statement", "Settle",
            [Text("Note", "The bank has written it twice.", "differences.settleNote")],
            async _ => await doors.Finance.Grants.ListDifferencesAsync(new() { Settled = true }));
        await doors.Finance.Grants.ConfirmPaymentAsync(
            new() { RequestId = Guid.NewGuid().ToString(), PaymentId = lights, BankReference = "L1" });
    }

    private async Task MoneyComesBack()
    {
        await Table.Fill(finance, Council + "/grants", "Return",
        [
            Choice("PaidId", awards[Bench], "transfers.reference", awards[Bench], unseen: "the ledger names it"),
            Pounds("Amount", "33.33", "transfers.amount.amountMinor"),
        ], async _ => await doors.Finance.Grants.ListTransfersAsync(new() { RoundId = round, PageSize = 200 }),
            [(anyone, $"/rounds/{round}/money"), (finance, "/council/ledger")]);
        var declined = await Back("11.11", "A gutter of the town hall.");
        await Table.Fill(finance, declined.Path, "Decline",
            [Text("Reason", "Gutters have a budget of their own.", "declineReason")], _ => Clawback(declined.Id));
        var approved = await Back("22.22", "The bridge has come down.");
        await Table.Fill(finance, approved.Path, "Approve",
            [Pressed("state", "CLAWBACK_STATE_APPROVED", "Rhys Morgan, finance officer")], _ => Clawback(approved.Id));
        await Table.Fill(officer, Council + "/sign-off", "",
        [
            Text("LegalPower", "Localism Act 2011, section 1", "authority.legalPower"),
            Text("Owner", "Director of Communities", "authority.owner"),
            Text("DelegatedDecision", "Cabinet, minute 27", "authority.delegatedDecision"),
        ], async _ => await doors.Officer.Grants.GetSignOffAsync(new() { RoundId = round }), [(finance, Council + "/sign-off")]);

        Task<Answer> Back(string amount, string reason) => Table.Fill(officer, Council + "/clawback", "",
        [
            Choice("FundId", fund, "fundId", fund, "Neighbourhoods of the walk") with { Suggested = "the only fund" },
            Choice("AreaCode", Harbour, "areaCode", Harbour, "Harbour Side"),
            Pounds("Amount", amount, "amount.amountMinor"), Text("Reason", reason, "reason"),
        ], answer => Clawback(answer.Id));
    }

    private Task<Answer> Bank(Typist who, string page, string title, string name, string sort, string account) => Table.Fill(
        who, page, "Bank",
    [
        Text("AccountName", name, "accountName", unseen: "only who opens them reads bank details"),
        Text("SortCode", sort, "sortCode", kept: sort.Replace("-", "", StringComparison.Ordinal), unseen: "masked"),
        Text("AccountNumber", account, "accountNumber", seen: "••••" + account[^4..]),
    ], async _ => await doors.Finance.Grants.GetBankDetailsAsync(new() { AwardId = awards[title], Why = "The walk looks" }));

    private string Money(string title) => $"/my/grants/{awards[title]}/money";

    private string Check(string title) => $"/council/payees/{awards[title]}";

    private async Task<IMessage> Award(string title) => await doors.Volunteer.Grants.GetAwardAsync(new() { AwardId = awards[title] });

    private async Task<IMessage> Payee(string title) => await doors.Finance.Grants.GetPayeeAsync(new() { AwardId = awards[title] });

    private async Task<IMessage> Paid(string id) => await doors.Finance.Grants.GetPaymentAsync(new() { PaymentId = id });

    private async Task<IMessage> Clawback(string id) => await doors.Finance.Grants.GetClawbackAsync(new() { ClawbackId = id });

    private async Task<string> Payment(string title) =>
        (await doors.Finance.Grants.ListPaymentsAsync(new() { RoundId = round, PageSize = 50 })).Payments
            .Last(payment => payment.AwardId == awards[title] && payment.State == PaymentState.Instructed).PaymentId;

    private static DateOnly Ahead(int days) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, London).Date).AddDays(days);

    /// <summary>That day, or the first after it on which banks pay.</summary>
    private static DateOnly BankDay(DateOnly day) => new UKBankHoliday().IsWorkingDay(day.ToDateTime(default)) ? day
        : BankDay(day.AddDays(1));

    /// <summary>A day that stays a day.</summary>
    private static Typed DayAhead(string field, DateOnly day, string path) =>
        Text(
            field, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), path,
            seen: day.ToString("d MMMM", CultureInfo.InvariantCulture))
            with
        { Suggested = "days may be the same" };
}
