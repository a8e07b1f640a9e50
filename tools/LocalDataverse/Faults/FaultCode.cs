namespace LocalDataverse.Faults;

/// <summary>The platform's error codes that the engine answers with (OrganizationServiceFault.ErrorCode).</summary>
/// <remarks>Microsoft reference: Dataverse web service error codes.</remarks>
internal enum FaultCode
{
    /// <summary>0x80048306</summary>
    AccessDenied = -2147187962,

    /// <summary>0x80040507</summary>
    AccountLoopBeingCreated = -2147220217,

    /// <summary>0x80043507</summary>
    ActivityInvalidRegardingObject = -2147207929,

    /// <summary>0x80043500</summary>
    ActivityInvalidState = -2147207936,

    /// <summary>0x8004E023</summary>
    AggregateQueryRecordLimitExceeded = -2147164125,

    /// <summary>0x8004416A</summary>
    AsyncOperationCannotDeleteUnlessCompleted = -2147204758,

    /// <summary>0x80044162</summary>
    AsyncOperationInvalidStateChange = -2147204766,

    /// <summary>0x8004F507</summary>
    AttributePermissionUpdateIsMissing = -2147158777,

    /// <summary>0x8004F502</summary>
    AttributePrivilegeCreateIsMissing = -2147158782,

    /// <summary>0x8004431C</summary>
    BooleanOptionOutOfRange = -2147204324,

    /// <summary>0x80040227</summary>
    CannotDeleteDueToAssociation = -2147220953,

    /// <summary>0x8004F01F</summary>
    CannotDeleteInUseComponent = -2147160033,

    /// <summary>0x8004022E</summary>
    CannotUpdateBecauseItIsReadOnly = -2147220946,

    /// <summary>0x80060882</summary>
    ConcurrencyVersionMismatch = -2147088254,

    /// <summary>0x80060883</summary>
    ConcurrencyVersionNotProvided = -2147088253,

    /// <summary>0x8004050A</summary>
    ContactLoopBeingCreated = -2147220214,

    /// <summary>0x80045908</summary>
    CustomEntityWouldCreateLoop = -2147198712,

    /// <summary>0x80044330</summary>
    DecimalValueOutOfRange = -2147204304,

    /// <summary>0x80049939</summary>
    DuplicateExceptionRestoreRecycleBin = -2147182279,

    /// <summary>0x80040237</summary>
    DuplicateRecord = -2147220937,

    /// <summary>0x80060892</summary>
    DuplicateRecordEntityKey = -2147088238,

    /// <summary>0x80060890</summary>
    EntityKeyNotDefined = -2147088240,

    /// <summary>0x80048033</summary>
    ImportSolutionError = -2147188685,

    /// <summary>0x80044354</summary>
    IncorrectAttributeValueType = -2147204268,

    /// <summary>0x8004432F</summary>
    IntegerValueOutOfRange = -2147204305,

    /// <summary>0x80040203</summary>
    InvalidArgument = -2147220989,

    /// <summary>0x80040278</summary>
    InvalidCharactersInField = -2147220872,

    /// <summary>0x80040239</summary>
    InvalidDateTime = -2147220935,

    /// <summary>0x8006088F</summary>
    InvalidEntityKeyOperation = -2147088241,

    /// <summary>0x80040303</summary>
    InvalidFetchXml = -2147220733,

    /// <summary>0x80044183</summary>
    InvalidQuery = -2147204733,

    /// <summary>0x8004020C</summary>
    InvalidSharee = -2147220980,

    /// <summary>0x80048408</summary>
    InvalidStateCodeStatusCode = -2147187704,

    /// <summary>0x80040265</summary>
    IsvAborted = -2147220891,

    /// <summary>0x80048D0F</summary>
    IsvAbortedBadGateway = -2147185393,

    /// <summary>0x80048D0B</summary>
    IsvAbortedBadRequest = -2147185397,

    /// <summary>0x80048D08</summary>
    IsvAbortedConflict = -2147185400,

    /// <summary>0x80048D0E</summary>
    IsvAbortedFailedDependency = -2147185394,

    /// <summary>0x80048D06</summary>
    IsvAbortedForbidden = -2147185402,

    /// <summary>0x80048D10</summary>
    IsvAbortedGatewayTimeout = -2147185392,

    /// <summary>0x80048D0D</summary>
    IsvAbortedGone = -2147185395,

    /// <summary>0x80048D0A</summary>
    IsvAbortedInternalServerError = -2147185398,

    /// <summary>0x80048D0C</summary>
    IsvAbortedMethodNotAllowed = -2147185396,

    /// <summary>0x80048D02</summary>
    IsvAbortedNotFound = -2147185406,

    /// <summary>0x80048D09</summary>
    IsvAbortedPreconditionFailed = -2147185399,

    /// <summary>0x80048D11</summary>
    IsvAbortedRequestEntityTooLarge = -2147185391,

    /// <summary>0x80048D07</summary>
    IsvAbortedRequestTimeout = -2147185401,

    /// <summary>0x80048D03</summary>
    IsvAbortedServiceUnavailable = -2147185405,

    /// <summary>0x80048D04</summary>
    IsvAbortedTooManyRequests = -2147185404,

    /// <summary>0x80048D05</summary>
    IsvAbortedUnauthorized = -2147185403,

    /// <summary>0x8009000C</summary>
    IsvTransactionCount = -2146893812,

    /// <summary>0x80040224</summary>
    IsvUnExpected = -2147220956,

    /// <summary>0x80045305</summary>
    MergeEntitiesIdentical = -2147200251,

    /// <summary>0x80045304</summary>
    MergeEntityNotActive = -2147200252,

    /// <summary>0x80094004</summary>
    MissingDynamicInvokeParameter = -2146877436,

    /// <summary>0x80040235</summary>
    MissingQueryType = -2147220939,

    /// <summary>0x80040317</summary>
    MoneySizeExceeded = -2147220713,

    /// <summary>0x8006089D</summary>
    MultipleRecordsFoundByEntityKey = -2147088227,

    /// <summary>0x8004590C</summary>
    NoRelationship = -2147198708,

    /// <summary>0x80040219</summary>
    NotImplemented = -2147220967,

    /// <summary>0x80040315</summary>
    NotSupported = -2147220715,

    /// <summary>0x80040217</summary>
    ObjectDoesNotExist = -2147220969,

    /// <summary>0x8006088D</summary>
    OptimisticConcurrencyNotEnabled = -2147088243,

    /// <summary>0x8004430A</summary>
    OverRetrievalUpperLimitWithoutPagingCookie = -2147204342,

    /// <summary>0x8004431A</summary>
    PicklistValueOutOfRange = -2147204326,

    /// <summary>0x80040220</summary>
    PrivilegeDenied = -2147220960,

    /// <summary>0x80041132</summary>
    QueryBuilderAliasNotAllowedForNonAggregateOrderBy = -2147217102,

    /// <summary>0x80041134</summary>
    QueryBuilderAliasRequiredForAggregateOrderBy = -2147217100,

    /// <summary>0x80041137</summary>
    QueryBuilderAttributeCannotBeGroupByAndAggregate = -2147217097,

    /// <summary>0x80041131</summary>
    QueryBuilderAttributeNotAllowedForAggregateOrderBy = -2147217103,

    /// <summary>0x80041111</summary>
    QueryBuilderAttributePairMismatch = -2147217135,

    /// <summary>0x80041107</summary>
    QueryBuilderAttributeWithAggregate = -2147217145,

    /// <summary>0x80041106</summary>
    QueryBuilderBadCondition = -2147217146,

    /// <summary>0x8004110F</summary>
    QueryBuilderByAttributeMismatch = -2147217137,

    /// <summary>0x80041117</summary>
    QueryBuilderDeserializeInvalidLinkType = -2147217129,

    /// <summary>0x8004111C</summary>
    QueryBuilderDeserializeInvalidNode = -2147217124,

    /// <summary>0x80041130</summary>
    QueryBuilderDuplicateAlias = -2147217104,

    /// <summary>0x8004112F</summary>
    QueryBuilderInvalidAggregateAttribute = -2147217105,

    /// <summary>0x80041139</summary>
    QueryBuilderInvalidAttributeValue = -2147217095,

    /// <summary>0x80041120</summary>
    QueryBuilderInvalidConditionOperator = -2147217120,

    /// <summary>0x80041135</summary>
    QueryBuilderInvalidDateGrouping = -2147217099,

    /// <summary>0x80041121</summary>
    QueryBuilderInvalidJoinOperator = -2147217119,

    /// <summary>0x8004112A</summary>
    QueryBuilderInvalidPagingCookie = -2147217110,

    /// <summary>0x80041108</summary>
    QueryBuilderInvalidValue = -2147217144,

    /// <summary>0x80041104</summary>
    QueryBuilderLinkAttributesTypeMismatch = -2147217148,

    /// <summary>0x8004110B</summary>
    QueryBuilderNoAlias = -2147217141,

    /// <summary>0x80041103</summary>
    QueryBuilderNoAttribute = -2147217149,

    /// <summary>0x80041102</summary>
    QueryBuilderNoEntity = -2147217150,

    /// <summary>0x80041129</summary>
    QueryBuilderPagingOrderBy = -2147217111,

    /// <summary>0x80041101</summary>
    QueryBuilderUnexpected = -2147217151,

    /// <summary>0x8004110C</summary>
    QueryBuilderValueGreaterThanZero = -2147217140,

    /// <summary>0x8004F506</summary>
    QueryContainedSecuredAttributeWithoutAccess = -2147158778,

    /// <summary>0x80060891</summary>
    RecordNotFoundByEntityKey = -2147088239,

    /// <summary>0x80049959</summary>
    RefCannotBeRestoredRecycleBinNotFound = -2147182247,

    /// <summary>0x8004418D</summary>
    SandboxWorkerNotAvailable = -2147204723,

    /// <summary>0x80044173</summary>
    SandboxWorkerPluginTimeout = -2147204749,

    /// <summary>0x80044182</summary>
    SdkCorrelationTokenDepthTooHigh = -2147204734,

    /// <summary>0x80040800</summary>
    SdkEntityDoesNotSupportMessage = -2147219456,

    /// <summary>0x80044824</summary>
    SdkMessageNotImplemented = -2147203036,

    /// <summary>0x80044150</summary>
    SqlError = -2147204784,

    /// <summary>0x80044151</summary>
    SqlTimeout = -2147204783,

    /// <summary>0x80044331</summary>
    StringLengthTooLong = -2147204303,

    /// <summary>0x80040299</summary>
    TargetPrincipalLacksReadPrivilege = -2147220839,

    /// <summary>0x8004430E</summary>
    TooManyConditionParametersInQuery = -2147204338,

    /// <summary>0x8004430C</summary>
    TooManyConditionsInQuery = -2147204340,

    /// <summary>0x8004430D</summary>
    TooManyLinkEntitiesInQuery = -2147204339,

    /// <summary>0x80072322</summary>
    ThrottlingBurstRequestLimitExceeded = -2147015902,

    /// <summary>0x80072326</summary>
    ThrottlingConcurrencyLimitExceeded = -2147015898,

    /// <summary>0x80072321</summary>
    ThrottlingTimeExceeded = -2147015903,

    /// <summary>0x80040255</summary>
    TransactionAborted = -2147220907,

    /// <summary>0x80040216</summary>
    UnExpected = -2147220970,
}
