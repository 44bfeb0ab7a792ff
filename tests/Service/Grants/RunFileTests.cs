using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Participatory.Grants;
using Participatory.Grants.V1;
using Participatory.Grants.Payees;
using Participatory.Grants.Payments.Runs;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Grants;

/// <summary>The files for the bank: as they were once looked at with care, and as somebody else's program reads them.</summary>
public sealed class RunFileTests
{
    private static readonly XNamespace Pain = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    private static readonly RunFile TwoPayments = new(
        "0197f0a0000070008000000000000001",
        "000042",
        new DateTimeOffset(2026, 3, 5, 9, 30, 0, TimeSpan.Zero),
        new DateOnly(2026, 3, 5),
        new DateOnly(2026, 3, 9),
        new DateOnly(2026, 3, 6),
        new Payer("Elmstow Council", "201530", "00112233", "654321"),
        [
            new("GRANT-AB23CD45EF", 40_000, new("Mill Lane Residents", "200000", "12345678"), "Benches on Mill Lane"),
            new("GRANT-GH67JK89MN", 1_250_05, new("Wilson & Sons/Hall-Trust No. 2 and Friends", "089999", "66374958"), "A mural, \"big\""),
        ]);

    [Theory, InlineData("pain.001.001.09.xml"), InlineData("standard-18.txt"), InlineData("run.csv")]
    public void A_file_is_byte_for_byte_the_one_that_was_looked_at(string name)
    {
        var written = name switch
        {
            "standard-18.txt" => Standard18.Write(TwoPayments),
            "run.csv" => RunSheet.Write(TwoPayments),
            _ => Pain001.Write(TwoPayments),
        };

        Assert.Equal(File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Service", "Grants", "Golden", name)), written);
    }

    [Fact]
    public void An_iso_20022_reader_finds_every_payment()
    {
        var root = XDocument.Load(new MemoryStream(Pain001.Write(TwoPayments))).Root!;

        Assert.Equal(Pain + "Document", root.Name);
        var message = root.Element(Pain + "CstmrCdtTrfInitn")!;
        Assert.Equal(["GrpHdr", "PmtInf"], Names(message));
        var header = message.Element(Pain + "GrpHdr")!;
        Assert.Equal(["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"], Names(header));
        var payment = message.Element(Pain + "PmtInf")!;
        // The order is the schema's; a bank refuses any other.
        Assert.Equal(
            ["PmtInfId", "PmtMtd", "BtchBookg", "NbOfTxs", "CtrlSum", "PmtTpInf", "ReqdExctnDt", "Dbtr", "DbtrAcct", "DbtrAgt", "ChrgBr",
                "CdtTrfTxInf", "CdtTrfTxInf"],
            Names(payment));
        Assert.Equal("2026-03-09", Value(payment, "ReqdExctnDt", "Dt"));
        Assert.Equal("201530", Value(payment, "DbtrAgt", "FinInstnId", "ClrSysMmbId", "MmbId"));
        Assert.Equal("00112233", Value(payment, "DbtrAcct", "Id", "Othr", "Id"));
        var transfers = payment.Elements(Pain + "CdtTrfTxInf").ToList();
        foreach (var (transfer, credit) in transfers.Zip(TwoPayments.Credits))
        {
            Assert.Equal(["PmtId", "Amt", "CdtrAgt", "Cdtr", "CdtrAcct", "RmtInf"], Names(transfer));
            Assert.Equal(credit.Reference, Value(transfer, "PmtId", "EndToEndId"));
            Assert.Equal("GBDSC", Value(transfer, "CdtrAgt", "FinInstnId", "ClrSysMmbId", "ClrSysId", "Cd"));
            Assert.Equal(
                credit.Payee, new BankAccount(Value(transfer, "Cdtr", "Nm"),
                Value(transfer, "CdtrAgt", "FinInstnId", "ClrSysMmbId", "MmbId"), Value(transfer, "CdtrAcct", "Id", "Othr", "Id")));
            Assert.Equal("GBP", transfer.Element(Pain + "Amt")!.Element(Pain + "InstdAmt")!.Attribute("Ccy")!.Value);
            Assert.Equal(credit.AmountMinor, Pence(Value(transfer, "Amt", "InstdAmt")));
        }

        foreach (var total in new[] { header, payment })
        {
            Assert.Equal(transfers.Count.ToString(CultureInfo.InvariantCulture), Value(total, "NbOfTxs"));
            Assert.Equal(transfers.Sum(transfer => Pence(Value(transfer, "Amt", "InstdAmt"))), Pence(Value(total, "CtrlSum")));
        }
    }

    [Fact]
    public void A_standard_18_reader_finds_every_payment()
    {
        var lines = Encoding.ASCII.GetString(Standard18.Write(TwoPayments)).Split("\r\n");

        Assert.Equal("", lines[^1]);
        Assert.Equal(
            ["VOL1", "HDR1", "HDR2", "UHL1", "2000", "0899", "2015", "EOF1", "EOF2", "UTL1"], lines[..^1].Select(line => line[..4]));
        Assert.All(lines[..^1], line => Assert.Equal(char.IsDigit(line[0]) ? 100 : 80, line.Length));
        Assert.All(lines[..^1], line => Assert.Matches("^[A-Z0-9.&/ -]+$", line));
        Assert.Equal(("000042", "654321", '1'), (Cut(lines[0], 5, 6), Cut(lines[0], 42, 6), lines[0][79]));
        Assert.Equal(("A654321S  1654321", "000042", "00010001", " 26064"),
            (Cut(lines[1], 5, 17), Cut(lines[1], 22, 6), Cut(lines[1], 28, 8), Cut(lines[1], 42, 6)));
        Assert.Equal("F0200000100", Cut(lines[2], 5, 11));
        // The payees have it on Monday 9 March, so Bacs works on it on Friday the 6th, day 65 of the year.
        Assert.Equal((" 26065", "999999", "1 DAILY  "), (Cut(lines[3], 5, 6), Cut(lines[3], 11, 6), Cut(lines[3], 29, 9)));
        foreach (var (line, credit) in lines[4..6].Zip(TwoPayments.Credits))
        {
            Assert.Equal((credit.Payee.SortCode, credit.Payee.AccountNumber, "0", "99"),
                (Cut(line, 1, 6), Cut(line, 7, 8), Cut(line, 15, 1), Cut(line, 16, 2)));
            Assert.Equal(("201530", "00112233", "    "), (Cut(line, 18, 6), Cut(line, 24, 8), Cut(line, 32, 4)));
            Assert.Equal(credit.AmountMinor, long.Parse(Cut(line, 36, 11), CultureInfo.InvariantCulture));
            Assert.Equal(("ELMSTOW COUNCIL", credit.Reference), (Cut(line, 47, 18).TrimEnd(), Cut(line, 65, 18).TrimEnd()));
            Assert.StartsWith(Cut(line, 83, 18).TrimEnd(), credit.Payee.Name.ToUpperInvariant(), StringComparison.Ordinal);
        }

        Assert.Equal(("20153000112233017", "CONTRA"), (Cut(lines[6], 1, 17), Cut(lines[6], 65, 18).TrimEnd()));
        Assert.Equal(165_005, long.Parse(Cut(lines[6], 36, 11), CultureInfo.InvariantCulture));
        Assert.Equal(lines[1][4..], lines[7][4..]);
        Assert.Equal(lines[2][4..], lines[8][4..]);
        Assert.Equal(("0000000165005", "0000000165005", "0000001", "0000002"),
            (Cut(lines[9], 5, 13), Cut(lines[9], 18, 13), Cut(lines[9], 31, 7), Cut(lines[9], 38, 7)));
    }

    [Fact]
    public void Refused_characters_are_told_field_by_field()
    {
        var odd = TwoPayments with
        {
            Payer = TwoPayments.Payer with { Name = "Elmstöw", ServiceUserNumber = "" },
            Credits = [TwoPayments.Credits[0] with { Payee = new("O'Brien, Ada", "200000", "12345678") },
                TwoPayments.Credits[1] with { Reference = "GRANT_1", AmountMinor = 99_999_999_999 }],
        };

        Assert.Equal(
            ["payer.name", "payer.service_user_number", "payments[0].account_name", "payments[1].reference", "total"],
            Standard18.Faults(odd).Select(fault => fault.Field));
        Assert.Contains("'", Assert.Single(Standard18.Faults(odd)[2].Values).Text, StringComparison.Ordinal);
        // An apostrophe and a comma are nothing to ISO 20022.
        Assert.Equal(["payer.name", "payments[1].reference"], Pain001.Faults(odd).Select(fault => fault.Field));
        Assert.Empty(Pain001.Faults(TwoPayments));
        Assert.Empty(Standard18.Faults(TwoPayments));
    }

    [Fact]
    public void References_fit_every_file_and_are_never_the_same()
    {
        var references = Enumerable.Range(0, 2_000).Select(_ => PaymentReference.Make()).ToList();

        Assert.Equal(references.Count, references.Distinct(StringComparer.Ordinal).Count());
        Assert.All(references, reference => Assert.Matches("^GRANT-[A-Z0-9]{10}$", reference));
        Assert.All(references, reference => Assert.True(PaymentReference.IsOne(reference.Replace("-", "", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("Date,Description,Amount\n05/03/2026,BGC GRANT-AB23CD45EF MILL,-400.00\n")]
    [InlineData("\uFEFFDate;Details;Paid out;Paid in\r\n05/03/2026;grant ab23 cd45 ef;\u00a3400.00;\r\n06/03/2026;Rent;;900.00\r\n")]
    [InlineData("Date,Reference,Value\n2026-03-05,\"GRANT-AB23CD45EF\",\"400\"\n")]
    [InlineData("Date,Narrative,Amount\n1,\"Two\nlines GRANTAB23CD45EF\",(400.00)\n2,Salary,1000\n")]
    public async Task A_payment_is_found_however_the_bank_writes_it(string csv)
    {
        var matched = await Match(csv, ("GRANT-AB23CD45EF", 40_000, "APPROVED"));

        Assert.Empty(matched.Differences);
        Assert.Equal("GRANT-AB23CD45EF", Assert.Single(matched.Confirmed).Reference);
    }

    [Theory]
    [InlineData("GRANT-AB23CD45EF", "-399.99", "APPROVED", DifferenceKind.OtherAmount)]
    [InlineData("GRANT-AB23CD45EF", "-400", "CANCELLED", DifferenceKind.Stopped)]
    [InlineData("GRANT-ZZ23CD45EF", "-400", "APPROVED", DifferenceKind.NotSent)]
    [InlineData("GRANT-AB23CD45EF", "four hundred", "APPROVED", DifferenceKind.Unreadable)]
    public async Task What_does_not_fit_is_for_a_person(string reference, string amount, string state, DifferenceKind kind)
    {
        var matched = await Match($"Date,Description,Amount\n1,{reference},{amount}\n", ("GRANT-AB23CD45EF", 40_000, state));

        Assert.Empty(matched.Confirmed);
        var found = Assert.Single(matched.Differences);
        Assert.Equal(2, found.Line);
        Assert.Equal((kind, kind == DifferenceKind.OtherAmount ? 40_000 : null), (found.Kind, found.AskedMinor));
    }

    [Fact]
    public async Task A_payment_that_stands_twice_is_confirmed_once_and_told()
    {
        var matched = await Match("Date,Description,Amount\n1,GRANT-AB23CD45EF,-400\n2,GRANT-AB23CD45EF,-400\n3,Paper,-9.99\n",
            ("GRANT-AB23CD45EF", 40_000, "APPROVED"));

        Assert.Single(matched.Confirmed);
        Assert.Equal(DifferenceKind.Twice, Assert.Single(matched.Differences).Kind);
        Assert.Equal(1, matched.PassedOver);
    }

    [Fact]
    public async Task What_an_earlier_statement_confirmed_is_no_news()
    {
        var matched = await Match("Date,Description,Amount\n1,GRANT-AB23CD45EF,-400\n", ("GRANT-AB23CD45EF", 40_000, "CONFIRMED"));

        Assert.Empty(matched.Confirmed);
        Assert.Empty(matched.Differences);
    }

    [Theory]
    [InlineData("-400,00")]
    [InlineData("(400,0)")]
    [InlineData("400.00-")]
    [InlineData("-£ 400.0000")]
    [InlineData("-GBP 400")]
    public async Task An_amount_is_read_as_any_country_writes_it(string amount)
    {
        var matched = await Match($"Date;Description;Amount\n1;GRANT-AB23CD45EF;{amount}\n", ("GRANT-AB23CD45EF", 40_000, "APPROVED"));

        Assert.Single(matched.Confirmed);
    }

    [Theory]
    [InlineData("-1.250,50", 125_050)]
    [InlineData("-1,250.50", 125_050)]
    [InlineData("-1,250", 125_000)]
    [InlineData("-1,250,000.00", 125_000_000)]
    public async Task Thousands_are_divided_in_both_ways(string amount, long minor)
    {
        var matched = await Match($"Date;Description;Amount\n1;GRANT-AB23CD45EF;\"{amount}\"\n", ("GRANT-AB23CD45EF", minor, "APPROVED"));

        Assert.Single(matched.Confirmed);
    }

    [Theory]
    [InlineData("-1.250")]
    [InlineData("-12,50,00")]
    [InlineData("-1,25.00")]
    [InlineData("-400.005")]
    [InlineData("4e2")]
    public async Task An_amount_that_could_be_two_is_told_and_not_guessed(string amount)
    {
        var matched = await Match($"Date;Description;Amount\n1;GRANT-AB23CD45EF;{amount}\n", ("GRANT-AB23CD45EF", 40_000, "APPROVED"));

        Assert.Empty(matched.Confirmed);
        Assert.Equal(DifferenceKind.Unreadable, Assert.Single(matched.Differences).Kind);
    }

    [Fact]
    public async Task The_shared_statement_with_semicolons_pays_four_hundred_pounds()
    {
        var csv = await File.ReadAllTextAsync(
            Path.Combine(Repository.Shared("cases"), "statement-semicolons.csv"), TestContext.Current.CancellationToken);

        var (lines, _) = await BankStatement.Read(csv, TestContext.Current.CancellationToken);

        var line = Assert.Single(lines!);
        Assert.Equal(("GRANT-AAAA", (long?)40_000L, 2), (line.Text, line.AmountMinor, line.Number));
    }

    [Fact]
    public async Task A_cell_of_several_lines_is_one_and_a_quotation_mark_left_open_is_told()
    {
        var matched = await Match(
            "Date,Description,Amount\n1,\"GRANT-AB23CD45EF\nPaid\",-400\n2,\"GRANT-AB23CD45EF,-9\n",
                ("GRANT-AB23CD45EF", 40_000, "APPROVED"));

        Assert.Single(matched.Confirmed);
        Assert.Equal(4, Assert.Single(matched.Differences).Line);
    }

    [Theory, InlineData(""), InlineData("Amount\n"), InlineData("Day,Sum\n1,2\n"), InlineData("\"\"\"")]
    public async Task A_file_that_is_no_statement_is_refused_with_a_reason(string csv)
    {
        var (lines, fault) = await BankStatement.Read(csv, TestContext.Current.CancellationToken);

        Assert.Null(lines);
        Assert.StartsWith("STATEMENT_", fault!.Reason.Name, StringComparison.Ordinal);
    }

    private static async Task<Matched> Match(string csv, params (string Reference, long Amount, string State)[] sent) => Matching.Of(
        (await BankStatement.Read(csv, TestContext.Current.CancellationToken)).Lines!,
        [.. sent.Select(
            one => new Sent { PaymentId = one.Reference, Reference = one.Reference, AmountMinor = one.Amount, State = one.State })]);

    private static IEnumerable<string> Names(XElement element) => element.Elements().Select(child => child.Name.LocalName);

    private static string Value(XElement element, params string[] path) =>
        path.Aggregate(element, (at, name) => at.Element(Pain + name)!).Value;

    private static long Pence(string amount) => (long)(decimal.Parse(amount, CultureInfo.InvariantCulture) * 100);

    /// <summary>As the tables of Bacs count: from 1.</summary>
    private static string Cut(string line, int from, int length) => line.Substring(from - 1, length);
}
