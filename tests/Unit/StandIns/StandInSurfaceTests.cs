using System.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using Microsoft.Data.SqlClient;
using Yarp.ReverseProxy.Configuration;

namespace Participatory.Tests.Unit.StandIns;

/// <summary>A member that a stand-in lacks breaks no build: the call throws or hangs the day it is made. So all are looked up here.</summary>
public sealed class StandInSurfaceTests
{
    private static readonly string[] StandIns =
        ["Grpc.Core.Api", "Grpc.Net.Common", "Microsoft.SqlServer.Server", "Microsoft.Identity.Client.Broker", "System.IO.Hashing"];

    public static TheoryData<Type> OfficialAssemblies { get; } =
        [typeof(GrpcServiceOptions), typeof(GrpcChannel), typeof(SqlConnection), typeof(RouteConfig)];

    [Theory]
    [MemberData(nameof(OfficialAssemblies))]
    public void The_stand_ins_hold_every_type_and_member_that_the_official_assembly_asks_for(Type within)
    {
        var official = within.Assembly;
        var asked = 0;
        var missing = new List<string>();
        foreach (var reference in official.GetReferencedAssemblies().Where(reference => StandIns.Contains(reference.Name, StringComparer.Ordinal)))
        {
            var standIn = Assembly.Load(reference);
            var found = AskedSurface.Compare(official.Location, reference.Name!, OfferedSurface.Of(standIn.Location, official.GetName().Name!));
            asked += found.Asked;
            missing.AddRange(found.Missing.Select(what => $"{reference.Name} lacks {what}"));
        }

        AssertNone(missing);
        Assert.NotEqual(0, asked);
    }

    [Theory]
    [MemberData(nameof(OfficialAssemblies))]
    public void The_stand_ins_have_the_key_that_the_official_assembly_asks_for(Type within)
    {
        var references = within.Assembly.GetReferencedAssemblies().Where(reference => StandIns.Contains(reference.Name, StringComparer.Ordinal)).ToArray();

        Assert.NotEmpty(references);
        Assert.All(references, reference =>
        {
            var standIn = Assembly.Load(reference).GetName();
            Assert.Equal(reference.GetPublicKeyToken(), standIn.GetPublicKeyToken());
            Assert.True(standIn.Version >= reference.Version, $"{reference.Name} is {standIn.Version}, asked for is {reference.Version}.");
        });
    }

    [Theory]
    [MemberData(nameof(OfficialAssemblies))]
    public void Every_override_of_the_official_assembly_overrides_something(Type within)
    {
        // Reading the types loads them, which fails when something abstract is left open.
        var astray = Methods(within.Assembly)
            .Where(method => method.IsVirtual && !method.Attributes.HasFlag(MethodAttributes.NewSlot))
            .Where(method => method.GetBaseDefinition() == method);

        AssertNone([.. astray.Select(Describe)]);
    }

    [Theory]
    [MemberData(nameof(OfficialAssemblies))]
    public void Every_interface_method_of_the_official_assembly_has_its_interface(Type within)
    {
        // The compiler seals a method that is virtual only because an interface wants it, be it the interface of a derived class.
        var wanted = Classes(within.Assembly)
            .SelectMany(type => type.GetInterfaces().SelectMany(wants => type.GetInterfaceMap(wants).TargetMethods))
            .Select(method => (method.Module, method.MetadataToken))
            .ToHashSet();
        var astray = Methods(within.Assembly)
            .Where(method => method.IsVirtual && method.IsFinal && method.Attributes.HasFlag(MethodAttributes.NewSlot))
            .Where(method => !wanted.Contains((method.Module, method.MetadataToken)));

        AssertNone([.. astray.Select(Describe)]);
    }

    [Fact]
    public void Looking_into_the_wrong_assembly_finds_everything_missing()
    {
        var client = typeof(GrpcChannel).Assembly;
        var wrong = OfferedSurface.Of(typeof(Grpc.Core.ConnectivityState).Assembly.Location, "Grpc.Net.Client");

        var (asked, missing) = AskedSurface.Compare(client.Location, "Grpc.Core.Api", wrong);

        Assert.InRange(asked, 50, int.MaxValue);
        Assert.Equal(asked, missing.Count);
    }

    [Fact]
    public void A_method_is_missing_when_its_signature_or_its_access_differs()
    {
        var path = typeof(Grpc.Core.Status).Assembly.Location;
        var definition = "Grpc.Core.ServerServiceDefinition";
        var bind = "instance Default Void `0(Grpc.Core.ServiceBinderBase)";
        var server = OfferedSurface.Of(path, "Grpc.AspNetCore.Server");

        Assert.True(server.HasMethod(definition, "BindService", bind));
        Assert.False(server.HasMethod(definition, "BindService", bind.Replace("Void", "Int32", StringComparison.Ordinal)));
        Assert.False(OfferedSurface.Of(path, "Somebody.Else").HasMethod(definition, "BindService", bind));
    }

    /// <summary>Unlike Assert.Empty, names all of them in full.</summary>
    private static void AssertNone(List<string> findings) =>
        Assert.True(findings.Count == 0, $"{findings.Count} found:\n{string.Join('\n', findings)}");

    private static IEnumerable<Type> Classes(Assembly assembly) => assembly.GetTypes().Where(type => !type.IsInterface);

    private static IEnumerable<MethodInfo> Methods(Assembly assembly) => Classes(assembly)
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly));

    private static string Describe(MethodInfo method) => $"{method.DeclaringType}::{method}";
}
