using System.Reflection;
using System.Text.RegularExpressions;
using Participatory.Platform;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>One way to wire: operations are found, made once by the container, and asked for where they are called.</summary>
public sealed partial class WiringTests
{
    /// <summary>More than this and a class does too much, or is a list of what there is.</summary>
    private const int MostParameters = 7;

    private static readonly IReadOnlyList<Assembly> Services =
        OurCode.WithDatabase.Where(assembly => assembly.GetName().Name != "Participatory.Gateway").ToList();

    private static readonly IReadOnlyList<Type> OperationsOfServices = Services.SelectMany(Wiring.OperationsOf).ToList();

    [Fact]
    public void No_operation_is_made_by_hand()
    {
        var names = OperationsOfServices.Select(operation => operation.Name).ToHashSet(StringComparer.Ordinal);
        Assert.True(names.Count > 100, "The operations were not found.");

        var byHand = from path in OurCode.Sources("*.cs", "services", "gateway")
                     from made in Made().Matches(File.ReadAllText(path))
                     where names.Contains(made.Groups["type"].Value)
                     select $"{Path.GetFileName(path)}: {made.Value}";
        Assert.Empty(byHand);
    }

    [Fact]
    public void No_constructor_takes_a_list_of_what_there_is()
    {
        var classes = OurCode.Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsClass && !IsRecord(type)
            && type.Namespace?.StartsWith("Participatory.", StringComparison.Ordinal) == true);
        Assert.Empty(from type in classes
                     from constructor in type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
                     where constructor.GetParameters().Length > MostParameters
                     select $"{type.Name} takes {constructor.GetParameters().Length}");
    }

    [Fact]
    public void A_record_holds_data_and_not_operations()
    {
        Assert.Empty(from type in Services.SelectMany(assembly => assembly.GetTypes()).Where(IsRecord)
                     from property in type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
                     where OperationsOfServices.Contains(property.PropertyType)
                     select $"{type.Name} holds {property.Name}");
    }

    [Fact]
    public void Classes_of_methods_ask_for_operations_where_they_are_called()
    {
        var doors = Services.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Name.EndsWith("Grpc", StringComparison.Ordinal)).ToList();

        Assert.True(doors.Count >= 4, "The classes of methods were not found.");
        Assert.All(doors, door => Assert.Equal(
            typeof(IServiceProvider), Assert.Single(Assert.Single(door.GetConstructors()).GetParameters()).ParameterType));
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    [GeneratedRegex(@"\bnew (?<type>[A-Z]\w+)\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Made();
}
