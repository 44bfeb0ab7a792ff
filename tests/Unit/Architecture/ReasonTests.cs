using System.Reflection;
using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Tests.Unit.Architecture;

public sealed class ReasonTests
{
    public static TheoryData<string> Catalogues => [.. OurCode.Assemblies
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => Entries(type).Any())
        .Select(type => type.FullName!)];

    [Theory, MemberData(nameof(Catalogues))]
    public void Every_reason_has_a_name_of_its_own_in_upper_case_and_a_status(string catalogue)
    {
        var type = OurCode.Assemblies.Select(assembly => assembly.GetType(catalogue)).Single(found => found is not null)!;
        var reasons = Entries(type).Concat(type == typeof(Reasons) ? [] : Entries(typeof(Reasons))).ToList();

        Assert.EndsWith("Reasons", type.Name, StringComparison.Ordinal);
        Assert.All(reasons, reason => Assert.Matches(@"^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\z", reason.Name));
        Assert.Equal(reasons.Count, reasons.Select(reason => reason.Name).Distinct(StringComparer.Ordinal).Count());
        // What nobody foresaw has these; every other reason is something that was foreseen.
        Assert.All(reasons.Except([Reasons.Unforeseen, Reasons.CallerGone]), reason => Assert.DoesNotContain(
            reason.Status, new[] { StatusCode.OK, StatusCode.Unknown, StatusCode.Internal, StatusCode.Cancelled, StatusCode.DataLoss }));
    }

    [Fact]
    public void Every_service_has_a_catalogue_and_only_one()
    {
        foreach (var assembly in OurCode.Assemblies.Where(
            assembly => OurCode.Services.Any(service => assembly.GetName().Name == $"Participatory.{service.Name[..^"Service".Length]}")))
        {
            Assert.Single(assembly.GetTypes(), type => Entries(type).Any());
        }
    }

    private static IEnumerable<Reason> Entries(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(field => field.FieldType == typeof(Reason) && !type.ContainsGenericParameters)
        .Select(field => (Reason)field.GetValue(null)!);
}
