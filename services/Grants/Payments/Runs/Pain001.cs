using System.Globalization;
using System.Text;
using System.Xml;
using Participatory.Grants.Transfers;
using Participatory.Platform.Calls;

namespace Participatory.Grants.Payments.Runs;

/// <summary>
/// ISO 20022 customer credit transfer initiation, pain.001.001.09: one message with one payment of all credits on one
/// day. Banks are named by their sort code, a member id of the UK's domestic clearing (code GBDSC of the external code set).
/// </summary>
internal static class Pain001
{
    public const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    /// <summary>The characters that banks pass on from end to end (the Latin set of ISO 20022's rule books, and the ampersand).</summary>
    private const string Passed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ &";

    private const int LongestName = 140;
    private const int LongestId = 35;

    /// <summary>What of <paramref name="run"/> the file cannot carry; empty where it can be written.</summary>
    public static IReadOnlyList<Fault> Faults(RunFile run) =>
    [
        .. Name("payer.name", run.Payer.Name),
        .. run.Credits.SelectMany((credit, at) => (Fault[])
        [
            .. Name($"payments[{at}].account_name", credit.Payee.Name),
            .. Fits($"payments[{at}].reference", credit.Reference, LongestId),
        ]),
        .. Fits("run_id", run.RunId, LongestId),
    ];

    /// <summary>The file. Written for a run without faults; the same run gives the same bytes.</summary>
    public static byte[] Write(RunFile run)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(
            stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("Document", Namespace);
            xml.WriteStartElement("CstmrCdtTrfInitn", Namespace);
            Header(xml, run);
            Payment(xml, run);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Header(XmlWriter xml, RunFile run) => Element(xml, "GrpHdr", () =>
    {
        Text(xml, "MsgId", run.RunId);
        Text(xml, "CreDtTm", run.MadeAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        Totals(xml, run);
        Element(xml, "InitgPty", () => Text(xml, "Nm", run.Payer.Name));
    });

    private static void Payment(XmlWriter xml, RunFile run) => Element(xml, "PmtInf", () =>
    {
        Text(xml, "PmtInfId", run.RunId);
        Text(xml, "PmtMtd", "TRF");
        Text(xml, "BtchBookg", "true");
        Totals(xml, run);
        Element(xml, "PmtTpInf", () => Element(xml, "SvcLvl", () => Text(xml, "Cd", "NURG")));
        Element(xml, "ReqdExctnDt", () => Text(xml, "Dt", run.PayOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Element(xml, "Dbtr", () => Text(xml, "Nm", run.Payer.Name));
        Account(xml, "DbtrAcct", run.Payer.AccountNumber);
        Agent(xml, "DbtrAgt", run.Payer.SortCode);
        Text(xml, "ChrgBr", "SHAR");
        foreach (var credit in run.Credits)
        {
            Transfer(xml, credit);
        }
    });

    private static void Transfer(XmlWriter xml, Credit credit) => Element(xml, "CdtTrfTxInf", () =>
    {
        Element(xml, "PmtId", () => Text(xml, "EndToEndId", credit.Reference));
        Element(xml, "Amt", () =>
        {
            xml.WriteStartElement("InstdAmt", Namespace);
            xml.WriteAttributeString("Ccy", "GBP");
            xml.WriteString(Amount(credit.AmountMinor));
            xml.WriteEndElement();
        });
        Agent(xml, "CdtrAgt", credit.Payee.SortCode);
        Element(xml, "Cdtr", () => Text(xml, "Nm", credit.Payee.Name));
        Account(xml, "CdtrAcct", credit.Payee.AccountNumber);
        Element(xml, "RmtInf", () => Text(xml, "Ustrd", credit.Reference));
    });

    private static void Totals(XmlWriter xml, RunFile run)
    {
        Text(xml, "NbOfTxs", run.Credits.Count.ToString(CultureInfo.InvariantCulture));
        Text(xml, "CtrlSum", Amount(run.TotalMinor));
    }

    private static void Account(XmlWriter xml, string name, string number) =>
        Element(xml, name, () => Element(xml, "Id", () => Element(xml, "Othr", () => Text(xml, "Id", number))));

    private static void Agent(XmlWriter xml, string name, string sortCode) =>
        Element(xml, name, () => Element(xml, "FinInstnId", () => Element(xml, "ClrSysMmbId", () =>
        {
            Element(xml, "ClrSysId", () => Text(xml, "Cd", "GBDSC"));
            Text(xml, "MmbId", sortCode);
        })));

    private static string Amount(long minor) => (minor / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static void Element(XmlWriter xml, string name, Action inside)
    {
        xml.WriteStartElement(name, Namespace);
        inside();
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Namespace, text);

    private static IEnumerable<Fault> Name(string field, string text) => Fits(field, text, LongestName);

    private static IEnumerable<Fault> Fits(string field, string text, int longest)
    {
        var refused = string.Concat(text.Where(letter => !Passed.Contains(letter, StringComparison.Ordinal)).Distinct());
        if (refused.Length > 0)
        {
            yield return new(field, GrantsReasons.CharactersNotCarried, [("characters", refused)]);
        }

        if (text.Length == 0 || text.Length > longest)
        {
            yield return new(field, GrantsReasons.LengthNotCarried, [("max", longest), ("length", text.Length)]);
        }
    }
}
