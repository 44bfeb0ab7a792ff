using System.Text.Json.Nodes;

namespace Participatory.Grants.OpenData;

/// <summary>
/// The same grants as a sheet, in the 46 columns of the 360Giving spreadsheet template and their order. Where a grant
/// has several values for a column the first stands in it; the JSON file has them all.
/// </summary>
internal static class GrantSheet
{
    private static readonly (string Heading, string Path)[] Columns =
    [
        ("Identifier", "id"),
        ("Title", "title"),
        ("Description", "description"),
        ("Currency", "currency"),
        ("Amount Applied For", "amountAppliedFor"),
        ("Amount Awarded", "amountAwarded"),
        ("Amount Disbursed", "amountDisbursed"),
        ("Award Date", "awardDate"),
        ("URL", "url"),
        ("Planned Dates:Start Date", "plannedDates/0/startDate"),
        ("Planned Dates:End Date", "plannedDates/0/endDate"),
        ("Planned Dates:Duration (months)", "plannedDates/0/duration"),
        ("Recipient Ind:Identifier", "recipientIndividual/id"),
        ("Recipient Ind:Name", "recipientIndividual/name"),
        ("To Individuals Details:Primary Grant Reason", "toIndividualsDetails/primaryGrantReason"),
        ("To Individuals Details:Secondary Grant Reason", "toIndividualsDetails/secondaryGrantReason"),
        ("To Individuals Details:Grant Purpose", "toIndividualsDetails/grantPurpose"),
        ("Recipient Org:Identifier", "recipientOrganization/0/id"),
        ("Recipient Org:Name", "recipientOrganization/0/name"),
        ("Recipient Org:Charity Number", "recipientOrganization/0/charityNumber"),
        ("Recipient Org:Company Number", "recipientOrganization/0/companyNumber"),
        ("Recipient Org:Street Address", "recipientOrganization/0/streetAddress"),
        ("Recipient Org:City", "recipientOrganization/0/addressLocality"),
        ("Recipient Org:County", "recipientOrganization/0/addressRegion"),
        ("Recipient Org:Country", "recipientOrganization/0/addressCountry"),
        ("Recipient Org:Postal Code", "recipientOrganization/0/postalCode"),
        ("Recipient Org:Description", "recipientOrganization/0/description"),
        ("Recipient Org:Web Address", "recipientOrganization/0/url"),
        ("Beneficiary Location:Name", "beneficiaryLocation/0/name"),
        ("Beneficiary Location:Country Code", "beneficiaryLocation/0/countryCode"),
        ("Beneficiary Location:Latitude", "beneficiaryLocation/0/latitude"),
        ("Beneficiary Location:Longitude", "beneficiaryLocation/0/longitude"),
        ("Beneficiary Location:Geographic Code", "beneficiaryLocation/0/geoCode"),
        ("Beneficiary Location:Geographic Code Type", "beneficiaryLocation/0/geoCodeType"),
        ("Funding Org:Identifier", "fundingOrganization/0/id"),
        ("Funding Org:Name", "fundingOrganization/0/name"),
        ("Funding Org:Department", "fundingOrganization/0/department"),
        ("Location Scope", "locationScope"),
        ("Grant Programme:Code", "grantProgramme/0/code"),
        ("Grant Programme:Title", "grantProgramme/0/title"),
        ("Grant Programme:URL", "grantProgramme/0/url"),
        ("From An Open Call?", "fromOpenCall"),
        ("Related Activity", "relatedActivity"),
        ("Last Modified", "dateModified"),
        ("Data Source", "dataSource"),
        ("For Regrant Type", "regrantType"),
    ];

    public static IEnumerable<string> Headings => Columns.Select(column => column.Heading);

    /// <param name="grant">As <see cref="GrantDocument.Of"/> makes it.</param>
    public static IEnumerable<string> Cells(JsonObject grant) => Columns.Select(column => At(grant, column.Path.Split('/')));

    private static string At(JsonNode? node, IEnumerable<string> path)
    {
        foreach (var part in path)
        {
            node = node switch
            {
                JsonObject parts => parts[part],
                JsonArray items => items.Count > 0 ? items[0] : null,
                _ => null,
            };
        }

        return (node is JsonArray several ? several.FirstOrDefault() : node)?.ToString() ?? "";
    }
}
