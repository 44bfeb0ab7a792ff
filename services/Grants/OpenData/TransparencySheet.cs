using System.Text.Json.Nodes;

namespace Participatory.Grants.OpenData;

/// <summary>
/// Grants as the Local Government Transparency Code 2015 asks every council in England to publish them (paragraphs 42
/// and 43): when, for what time, by which department, to whom, under which number, for what and how much.
/// </summary>
internal static class TransparencySheet
{
    public static readonly IReadOnlyList<string> Headings =
    [
        "Date awarded", "Period from", "Period to", "Department", "Beneficiary", "Beneficiary's registration number",
        "Summary of the purpose", "Amount", "Currency",
    ];

    /// <param name="grant">As <see cref="GrantDocument.Of"/> makes it.</param>
    public static IReadOnlyList<string> Cells(JsonObject grant)
    {
        var body = grant["recipientOrganization"]?[0];
        var number = Text(body?["charityNumber"]);
        return
        [
            Text(grant["awardDate"]),
            Text(grant["plannedDates"]?[0]?["startDate"]),
            Text(grant["plannedDates"]?[0]?["endDate"]),
            Text(grant["fundingOrganization"]?[0]?["department"] ?? grant["fundingOrganization"]?[0]?["name"]),
            Text(body?["name"] ?? grant["recipientIndividual"]?["name"]),
            number.Length > 0 ? number : Text(body?["companyNumber"]),
            Text(grant["description"]),
            Text(grant["amountAwarded"]),
            Text(grant["currency"]),
        ];
    }

    private static string Text(JsonNode? node) => node?.ToString() ?? "";
}
